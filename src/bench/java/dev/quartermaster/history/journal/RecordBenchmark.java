package dev.quartermaster.history.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.Records;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one request costs the journal before the disk: its row with its decision, as a line with its checksum. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RecordBenchmark {

    private static final Instant TIME = Instant.parse("2026-07-01T10:00:00.123456Z");

    private static final Map<String, Object> INPUTS =
            Map.of("registry_version", "af26997cf9c6-f27d584cce83", "named", List.of("openai/gpt-4o-mini"));

    private final LineEncoder encoder = new LineEncoder(new ObjectMapper());
    private final JournalEntry entry = Records.decided(
            Records.success("agent", "gpt-4o-mini", TIME, 37.212887, Usage.of(1_000, 200), "0.0000291"), INPUTS);

    /** Returns the number of bytes. */
    @Benchmark
    public int encode() {
        encoder.clear();
        encoder.add(entry);
        return encoder.length();
    }
}

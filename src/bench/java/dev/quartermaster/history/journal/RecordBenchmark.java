package dev.quartermaster.history.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.DecisionRecord;
import dev.quartermaster.history.Records;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one request costs the journal before the disk: its row and that of its decision, as lines with checksums. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RecordBenchmark {

    private static final Instant TIME = Instant.parse("2026-07-01T10:00:00.123456Z");

    private static final Map<String, Object> DOCUMENT = Map.of(
            "request_id", "req_fd072fe3e8d4b9be9bf04966d3fc7734",
            "requested_model", "gpt-4o-mini",
            "model_id", "gpt-4o-mini",
            "provider", "openai",
            "selection_reason", "openai/gpt-4o-mini: asked for by name",
            "attempts", List.of(Map.of("provider", "openai", "model", "gpt-4o-mini", "latency_ms", 37.212887)),
            "failovers", 0);

    private static final Map<String, Object> INPUTS =
            Map.of("registry_version", "af26997cf9c6-f27d584cce83", "named", List.of("openai/gpt-4o-mini"));

    private final LineEncoder encoder = new LineEncoder(new ObjectMapper());
    private final List<JournalEntry> entries = List.of(
            new DecisionRecord(
                    UUID.randomUUID(),
                    TIME,
                    new ModelKey(ProviderId.OPENAI, "gpt-4o-mini"),
                    () -> DOCUMENT,
                    () -> INPUTS),
            Records.success("agent", "gpt-4o-mini", TIME, 37.212887, Usage.of(1_000, 200), "0.0000291"));

    /** Returns the number of bytes. */
    @Benchmark
    public int encode() {
        encoder.clear();
        for (JournalEntry entry : entries) {
            encoder.add(entry);
        }
        return encoder.length();
    }
}

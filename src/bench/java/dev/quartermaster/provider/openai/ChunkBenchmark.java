package dev.quartermaster.provider.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.openai.Chunks;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.FailureTable;
import dev.quartermaster.provider.openai.wire.ErrorReader;
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** One piece of a stream, from the provider's bytes over the internal form to the bytes the caller gets. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ChunkBenchmark {

    private static final byte[] PIECE =
            ("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                            + "\"model\":\"gpt-4o\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_1\",\"choices\":[{\"index\":0,"
                            + "\"delta\":{\"content\":\" some words\"},\"logprobs\":null,\"finish_reason\":null}],"
                            + "\"usage\":null}\n\n")
                    .getBytes(StandardCharsets.UTF_8);

    private final ObjectMapper mapper = new ObjectMapper();
    private final Json json = new Json(mapper);
    private ChatStream reader;
    private Chunks writer;

    /** A stream remembers what it has seen, so each iteration begins a new one. */
    @Setup(Level.Iteration)
    public void begin() {
        ProviderCall<ChatRequest> call = new ProviderCall<>(
                Samples.model(ProviderId.OPENAI, "gpt-4o", Feature.STREAMING),
                Samples.question("Which way is north?"),
                null,
                quota -> {});
        ErrorReader errors = new ErrorReader(json, new FailureClassifier(FailureTable.standard(), Clock.systemUTC()));
        reader = new ChatStream(call, json, errors, headers -> {});
        writer = new Chunks(mapper);
    }

    @Benchmark
    public void piece(Blackhole out) {
        reader.feed(PIECE, delta -> writer.write(delta, out::consume));
    }
}

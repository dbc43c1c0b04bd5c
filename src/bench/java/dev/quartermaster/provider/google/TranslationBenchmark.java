package dev.quartermaster.provider.google;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.openai.Conversation;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A request of about 50 KB from the caller's bytes to the provider's, and an answer as long the other way. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TranslationBenchmark {

    private final ObjectMapper mapper = new ObjectMapper();
    private final Json json = new Json(mapper);
    private final ModelSpec model =
            Samples.model(ProviderId.GOOGLE, "gemini-2.5-pro", Feature.TOOLS, Feature.STREAMING);
    private final byte[] asked = Conversation.request(mapper);
    private final ChatRequest request = Conversation.read(mapper, asked);
    private final byte[] answered = json.write(Map.of(
            "responseId",
            "r1",
            "modelVersion",
            "gemini-2.5-pro",
            "candidates",
            List.of(Map.of(
                    "index",
                    0,
                    "finishReason",
                    "STOP",
                    "content",
                    Map.of("role", "model", "parts", List.of(Map.of("text", Conversation.text(Conversation.BYTES)))))),
            "usageMetadata",
            Map.of("promptTokenCount", 9, "candidatesTokenCount", 9)));

    @Benchmark
    public byte[] request() {
        ChatRequest read = Conversation.read(mapper, asked);
        return json.write(RequestTranslator.body(new ProviderCall<>(model, read, null, quota -> {}), read, json));
    }

    @Benchmark
    public byte[] reply() {
        return Conversation.write(
                mapper, new ReplyTranslator(json).reply(json.read(answered, Wire.Reply.class), request));
    }
}

package dev.quartermaster.provider.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.openai.Conversation;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
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
            Samples.model(ProviderId.BEDROCK, "amazon.nova-pro-v1:0", Feature.TOOLS, Feature.STREAMING);
    private final byte[] asked = Conversation.request(mapper);
    private final ChatRequest request = Conversation.read(mapper, asked);
    private final byte[] answered = json.write(Map.of(
            "output",
            Map.of(
                    "message",
                    Map.of(
                            "role",
                            "assistant",
                            "content",
                            List.of(Map.of("text", Conversation.text(Conversation.BYTES))))),
            "stopReason",
            "end_turn",
            "usage",
            Map.of("inputTokens", 9, "outputTokens", 9)));

    @Benchmark
    public byte[] request() {
        ChatRequest read = Conversation.read(mapper, asked);
        return json.write(new RequestTranslator(json, model, UnsupportedFieldPolicy.STRICT).body(read));
    }

    @Benchmark
    public byte[] reply() {
        return Conversation.write(
                mapper, new ReplyTranslator(json).reply(json.read(answered, JsonNode.class), "request-1", request));
    }
}

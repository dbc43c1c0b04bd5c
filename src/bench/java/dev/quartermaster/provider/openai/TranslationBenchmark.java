package dev.quartermaster.provider.openai;

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
    private final ModelSpec model = Samples.model(ProviderId.OPENAI, "gpt-4o", Feature.TOOLS, Feature.STREAMING);
    private final byte[] asked = Conversation.request(mapper);
    private final ChatRequest request = Conversation.read(mapper, asked);
    private final byte[] answered = json.write(Map.of(
            "id",
            "c1",
            "model",
            "gpt-4o",
            "choices",
            List.of(Map.of(
                    "index",
                    0,
                    "finish_reason",
                    "stop",
                    "message",
                    Map.of("role", "assistant", "content", Conversation.text(Conversation.BYTES)))),
            "usage",
            Map.of("prompt_tokens", 9, "completion_tokens", 9)));

    @Benchmark
    public byte[] request() {
        ChatRequest read = Conversation.read(mapper, asked);
        return json.write(RequestTranslator.body(new ProviderCall<>(model, read, null, quota -> {}), false));
    }

    @Benchmark
    public byte[] reply() {
        return Conversation.write(mapper, ReplyTranslator.reply(json.read(answered, Wire.Reply.class), request));
    }
}

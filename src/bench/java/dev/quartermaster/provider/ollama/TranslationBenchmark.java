package dev.quartermaster.provider.ollama;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.openai.Conversation;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.testing.Samples;
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

    private final ObjectMapper mapper = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private final Json json = new Json(mapper);
    private final ModelSpec model = Samples.model(ProviderId.OLLAMA, "llama3.3", Feature.TOOLS, Feature.STREAMING);
    private final byte[] asked = Conversation.request(mapper);
    private final ChatRequest request = Conversation.read(mapper, asked);
    private final byte[] answered = json.write(Map.of(
            "model",
            "llama3.3",
            "message",
            Map.of("role", "assistant", "content", Conversation.text(Conversation.BYTES)),
            "done",
            true,
            "done_reason",
            "stop",
            "prompt_eval_count",
            9,
            "eval_count",
            9));

    @Benchmark
    public byte[] request() {
        ChatRequest read = Conversation.read(mapper, asked);
        return json.write(
                new RequestTranslator(mapper).body(new ProviderCall<>(model, read, null, quota -> {}), false));
    }

    @Benchmark
    public byte[] reply() {
        return Conversation.write(
                mapper, new ReplyTranslator(json).reply(json.read(answered, Wire.Line.class), request));
    }
}

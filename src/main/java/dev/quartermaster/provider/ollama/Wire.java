package dev.quartermaster.provider.ollama;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/** Wire records of Ollama's responses: one object for a whole answer, and the same object for each line of a stream. */
@RegisterForReflection
final class Wire {

    private Wire() {}

    /**
     * @param done whether this is the last line, the one with the counts
     * @param promptTokens null where the prompt was in the model's cache
     * @param extra times in nanoseconds, among them that of loading the model
     */
    record Line(
            String model,
            Content message,
            boolean done,
            @JsonProperty("done_reason") String doneReason,
            @JsonProperty("prompt_eval_count") Long promptTokens,
            @JsonProperty("eval_count") Long outputTokens,
            String error,
            @JsonAnySetter Map<String, Object> extra) {}

    /** @param promptTokens null where none was counted */
    record Embeddings(
            String model,
            List<float[]> embeddings,
            @JsonProperty("prompt_eval_count") Long promptTokens,
            String error) {}

    record Content(
            @JsonProperty("content") String text,
            String thinking,
            @JsonProperty("tool_calls") List<Call> toolCalls) {}

    record Call(String id, Function function) {}

    record Function(String name, Map<String, Object> arguments) {}
}

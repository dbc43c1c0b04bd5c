package dev.quartermaster.provider.openai;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Wire records of OpenAI's chat completions responses. Fields that are not declared here are kept in {@code extra}. */
@RegisterForReflection
final class Wire {

    private Wire() {}

    record Reply(
            String id,
            String model,
            List<Choice> choices,
            Tokens usage,
            JsonNode error,
            @JsonAnySetter Map<String, Object> extra) {}

    record Choice(
            int index,
            Message message,
            @JsonProperty("finish_reason") String finishReason,
            @JsonAnySetter Map<String, Object> extra) {}

    /**
     * @param reasoningContent what compatible servers show of a model's reasoning; OpenAI itself never does
     * @param reasoning the same under the other name in use
     */
    record Message(
            String role,
            String content,
            String refusal,
            @JsonProperty("reasoning_content") String reasoningContent,
            @JsonProperty("reasoning") Object reasoning,
            @JsonProperty("tool_calls") List<Call> toolCalls,
            @JsonAnySetter Map<String, Object> extra) {

        /** Returns the visible reasoning, or null; servers that use both names send the same text under both. */
        String thinking() {
            boolean named = reasoningContent != null && !reasoningContent.isEmpty();
            return named || !(reasoning instanceof String other) ? reasoningContent : other;
        }
    }

    /** @param index its place in a stream, where a call comes in pieces; null in a whole answer */
    record Call(
            Integer index,
            String id,
            String type,
            Function function,
            Custom custom,
            @JsonAnySetter Map<String, Object> extra) {

        /** Returns whether the tool takes plain text; later chunks of a stream show this only by their content. */
        boolean isCustom() {
            return custom != null || "custom".equals(type);
        }

        /** The tool's name; null where this piece lacks it. */
        @Nullable String toolName() {
            return function != null ? function.name() : custom == null ? null : custom.name();
        }

        /** The arguments or the text; null where it brings none. */
        @Nullable String text() {
            return function != null ? function.arguments() : custom == null ? null : custom.input();
        }

        /** Returns the fields that the shared form does not have, unchanged. */
        Map<String, Object> further() {
            if (custom == null || custom.extra() == null || custom.extra().isEmpty()) {
                return extra;
            }
            Map<String, Object> further = new LinkedHashMap<>(extra == null ? Map.of() : extra);
            further.put("custom", custom.extra());
            return further;
        }
    }

    /** @param given text, and of some compatible servers the object itself */
    record Function(String name, @JsonProperty("arguments") JsonNode given) {

        /** Returns the arguments as text; null if there are none. */
        @Nullable String arguments() {
            if (given == null || given.isNull()) {
                return null;
            }
            return given.isTextual() ? given.textValue() : given.toString();
        }
    }

    record Custom(String name, String input, @JsonAnySetter Map<String, Object> extra) {}

    record Chunk(
            String id,
            String model,
            List<ChunkChoice> choices,
            Tokens usage,
            JsonNode error,
            @JsonAnySetter Map<String, Object> extra) {}

    record ChunkChoice(
            int index,
            Message delta,
            @JsonProperty("finish_reason") String finishReason,
            Object logprobs,
            @JsonAnySetter Map<String, Object> extra) {}

    record Tokens(
            @JsonProperty("prompt_tokens") long prompt,
            @JsonProperty("completion_tokens") long completion,
            @JsonProperty("prompt_tokens_details") PromptDetails promptDetails,
            @JsonProperty("completion_tokens_details") CompletionDetails completionDetails,
            @JsonAnySetter Map<String, Object> extra) {}

    record Embeddings(String model, List<Vector> data, Tokens usage, JsonNode error) {}

    /** @param embedding base64 of little-endian 32-bit floats, or a list of numbers */
    record Vector(Integer index, Object embedding) {}

    record PromptDetails(
            @JsonProperty("cached_tokens") long cached,
            @JsonProperty("cache_write_tokens") long cacheWrite,
            @JsonAnySetter Map<String, Object> extra) {}

    record CompletionDetails(
            @JsonProperty("reasoning_tokens") long reasoning,
            @JsonAnySetter Map<String, Object> extra) {}
}

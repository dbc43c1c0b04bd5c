package dev.quartermaster.provider.anthropic;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * Wire records of Anthropic's responses. Content blocks stay maps, because their kinds are an open set. Fields that are
 * not declared here are kept in {@code extra}.
 */
@RegisterForReflection
final class Wire {

    private Wire() {}

    record Message(
            String id,
            String type,
            String role,
            String model,
            List<Map<String, Object>> content,
            @JsonProperty("stop_reason") String stopReason,
            @JsonProperty("stop_sequence") String stopSequence,
            Map<String, Object> usage,
            Map<String, Object> error,
            @JsonAnySetter Map<String, Object> extra) {}

    /** One event of a stream; which fields are there depends on its type. */
    record Event(
            String type,
            Message message,
            Integer index,
            @JsonProperty("content_block") Map<String, Object> contentBlock,
            Map<String, Object> delta,
            Map<String, Object> usage,
            Map<String, Object> error,
            @JsonAnySetter Map<String, Object> extra) {}

    record TokenCount(@JsonProperty("input_tokens") Long inputTokens) {}
}

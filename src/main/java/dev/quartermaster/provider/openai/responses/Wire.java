package dev.quartermaster.provider.openai.responses;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * Wire records of the Responses API. Items stay maps, because their kinds are an open set. Fields that are not declared
 * here are kept in {@code extra}.
 */
@RegisterForReflection
final class Wire {

    private Wire() {}

    /** @param status {@code completed, incomplete, failed, cancelled, in_progress, queued} */
    record Reply(
            String id,
            String model,
            String status,
            List<Map<String, Object>> output,
            @JsonProperty("incomplete_details") Missing missing,
            Map<String, Object> usage,
            JsonNode error,
            @JsonAnySetter Map<String, Object> extra) {

        List<Map<String, Object>> items() {
            return output == null ? List.of() : output;
        }

        boolean hasError() {
            return error != null && !error.isNull();
        }
    }

    /** The reason of an incomplete answer. */
    record Missing(String reason) {}

    /** One event of a stream; which fields are there depends on its type. An error event has the error's fields itself. */
    record Event(
            String type,
            Reply response,
            Map<String, Object> item,
            @JsonProperty("output_index") Integer outputIndex,
            @JsonProperty("item_id") String itemId,
            @JsonProperty("content_index") Integer contentIndex,
            @JsonProperty("summary_index") Integer summaryIndex,
            Object delta,
            List<Object> logprobs,
            JsonNode error) {

        /** The piece of text it brings; empty where it brings none. */
        String piece() {
            return delta instanceof String text ? text : "";
        }
    }
}

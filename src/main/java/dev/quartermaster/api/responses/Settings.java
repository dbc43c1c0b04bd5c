package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The request settings that an answer of this dialect repeats. */
final class Settings {

    /** Required by the dialect even when the request leaves them out. */
    private static final List<String> NULL_WHEN_UNSET = List.of("instructions", "temperature", "top_p");

    private static final List<String> ABSENT_WHEN_UNSET = List.of(
            "max_output_tokens", "max_tool_calls", "top_logprobs", "prompt_cache_key", "safety_identifier", "user");

    private Settings() {}

    /** @param request a request that has been read without a mistake */
    static ObjectNode of(JsonNode request, ObjectMapper json) {
        ObjectNode settings = json.createObjectNode();
        settings.put("background", false);
        settings.put("store", false);
        settings.set(
                "truncation", or(request, "truncation", json.getNodeFactory().textNode("disabled")));
        NULL_WHEN_UNSET.forEach(field -> settings.set(field, request.get(field)));
        ABSENT_WHEN_UNSET.stream()
                .filter(request::hasNonNull)
                .forEach(field -> settings.set(field, request.get(field)));
        settings.set("metadata", or(request, "metadata", json.createObjectNode()));
        settings.set(
                "parallel_tool_calls",
                or(request, "parallel_tool_calls", json.getNodeFactory().booleanNode(true)));
        settings.set(
                "tool_choice", or(request, "tool_choice", json.getNodeFactory().textNode("auto")));
        settings.set("tools", or(request, "tools", json.createArrayNode()));
        settings.set("text", text(request, json));
        ObjectNode reasoning = nonNull(request.path("reasoning"), json);
        if (!reasoning.isEmpty()) {
            settings.set("reasoning", reasoning);
        }
        return settings;
    }

    private static ObjectNode text(JsonNode request, ObjectMapper json) {
        ObjectNode text = json.createObjectNode();
        text.putObject("format").put("type", "text");
        text.setAll(nonNull(request.path("text"), json));
        return text;
    }

    /** The fields of an object that are not null. */
    private static ObjectNode nonNull(JsonNode object, ObjectMapper json) {
        ObjectNode nonNull = json.createObjectNode();
        object.properties().stream()
                .filter(field -> !field.getValue().isNull())
                .forEach(field -> nonNull.set(field.getKey(), field.getValue()));
        return nonNull;
    }

    private static JsonNode or(JsonNode request, String field, JsonNode otherwise) {
        return request.hasNonNull(field) ? request.get(field) : otherwise;
    }
}

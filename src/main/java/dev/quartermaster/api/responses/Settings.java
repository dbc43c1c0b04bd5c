package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What an answer of this dialect repeats of its request. */
final class Settings {

    private static final List<String> NULL_WHEN_UNSET = List.of(
            "instructions",
            "max_output_tokens",
            "max_tool_calls",
            "temperature",
            "top_p",
            "top_logprobs",
            "prompt_cache_key",
            "safety_identifier",
            "user");

    private Settings() {}

    /** @param request a request that has been read without a mistake */
    static ObjectNode of(JsonNode request, ObjectMapper json) {
        ObjectNode settings = json.createObjectNode();
        settings.put("background", false);
        settings.put("store", false);
        settings.putNull("previous_response_id");
        settings.set(
                "truncation", or(request, "truncation", json.getNodeFactory().textNode("disabled")));
        NULL_WHEN_UNSET.forEach(field -> settings.set(field, request.get(field)));
        settings.set("metadata", or(request, "metadata", json.createObjectNode()));
        settings.set(
                "parallel_tool_calls",
                or(request, "parallel_tool_calls", json.getNodeFactory().booleanNode(true)));
        settings.set(
                "tool_choice", or(request, "tool_choice", json.getNodeFactory().textNode("auto")));
        settings.set("tools", or(request, "tools", json.createArrayNode()));
        settings.set("text", text(request, json));
        settings.set("reasoning", reasoning(request, json));
        return settings;
    }

    private static ObjectNode text(JsonNode request, ObjectMapper json) {
        ObjectNode text = json.createObjectNode();
        text.putObject("format").put("type", "text");
        if (request.path("text").isObject()) {
            text.setAll((ObjectNode) request.get("text"));
        }
        return text;
    }

    private static ObjectNode reasoning(JsonNode request, ObjectMapper json) {
        ObjectNode reasoning = json.createObjectNode().putNull("effort").putNull("summary");
        if (request.path("reasoning").isObject()) {
            reasoning.setAll((ObjectNode) request.get("reasoning"));
        }
        return reasoning;
    }

    private static JsonNode or(JsonNode request, String field, JsonNode otherwise) {
        return request.hasNonNull(field) ? request.get(field) : otherwise;
    }
}

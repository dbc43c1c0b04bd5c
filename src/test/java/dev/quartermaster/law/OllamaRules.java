package dev.quartermaster.law;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * Ollama's rules for a chat, which are those of the Go types that it reads a body into: content is a text, images are bare
 * Base64, arguments are objects; what has another type is refused as a whole.
 */
final class OllamaRules {

    private static final Set<String> OPTIONS = Set.of(("num_predict temperature top_p top_k stop seed presence_penalty"
                    + " frequency_penalty num_ctx min_p repeat_penalty")
            .split(" "));

    private OllamaRules() {}

    static List<String> broken(JsonNode body) {
        Broken broken = new Broken();
        broken.only(
                body,
                "body",
                Set.of(("model messages tools format options stream think keep_alive logprobs top_logprobs truncate")
                        .split(" ")));
        broken.only(body.path("options"), "options", OPTIONS);
        broken.demand(body.path("stream").isBoolean(), "stream", "is a flag: Ollama streams unless told otherwise");
        JsonNode format = body.path("format");
        broken.demand(
                format.isMissingNode() || format.isObject() || format.asText().equals("json"), "format", "a schema");
        JsonNode think = body.path("think");
        broken.demand(
                think.isMissingNode()
                        || think.isBoolean()
                        || Set.of("low", "medium", "high", "max").contains(think.asText()),
                "think",
                "a flag or a level");
        JsonNode stop = body.at("/options/stop");
        broken.demand(stop.isMissingNode() || stop.isArray(), "options.stop", "a list");
        for (JsonNode tool : body.path("tools")) {
            broken.demand(tool.path("type").asText().equals("function"), "tools.type", "function");
            JsonNode function = tool.path("function");
            broken.only(function, "tools.function", Set.of("name", "description", "parameters"));
            broken.demand(Broken.said(function.path("name")), "tools.function.name", "required");
            ToolRules.parameters(function.path("parameters"), "tools.function.parameters", broken);
        }
        messages(body.path("messages"), broken);
        return broken.all();
    }

    private static void messages(JsonNode messages, Broken broken) {
        broken.demand(!messages.isEmpty(), "messages", "at least one");
        for (int i = 0; i < messages.size(); i++) {
            String at = "messages[" + i + "]";
            JsonNode message = messages.get(i);
            String role = message.path("role").asText();
            broken.demand(Set.of("system", "user", "assistant", "tool").contains(role), at + ".role", "is known");
            broken.only(
                    message,
                    at,
                    Set.of("role", "content", "thinking", "images", "tool_calls", "tool_name", "tool_call_id"));
            JsonNode content = message.path("content");
            broken.demand(content.isMissingNode() || content.isTextual(), at + ".content", "a text");
            for (JsonNode image : message.path("images")) {
                String type = Media.typeOf(image.asText());
                broken.demand(type != null && type.startsWith("image/"), at + ".images", "bare Base64 of an image");
            }
            for (JsonNode call : message.path("tool_calls")) {
                broken.demand(role.equals("assistant"), at + ".tool_calls", "the model calls");
                broken.demand(Broken.said(call.at("/function/name")), at + ".tool_calls.name", "required");
                broken.demand(call.at("/function/arguments").isObject(), at + ".tool_calls.arguments", "an object");
            }
        }
    }
}

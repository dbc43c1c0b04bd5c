package dev.quartermaster.law;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * OpenAI's rules for a response, as its reference and its errors state them: "No tool output found for function call",
 * "No tool call found for function call output", "expected an ID that begins with 'fc'", "integer below minimum value",
 * "reasoning was provided without its required following item", "Item with id … not found" of what is not stored.
 */
final class ResponsesRules {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final int LONGEST_ID = 64;
    private static final int LEAST_TOKENS = 16;
    private static final Map<String, String> IDS =
            Map.of("message", "msg", "function_call", "fc", "custom_tool_call", "ctc", "reasoning", "rs");
    private static final Set<String> FIELDS = Set.of(("model input instructions max_output_tokens temperature top_p"
                    + " top_logprobs reasoning tools tool_choice parallel_tool_calls text store stream stream_options"
                    + " include metadata user safety_identifier prompt_cache_key service_tier truncation"
                    + " prompt_cache_retention max_tool_calls")
            .split(" "));

    private final JsonNode body;
    private final Broken broken = new Broken();

    private ResponsesRules(JsonNode body) {
        this.body = body;
    }

    /** @param reasons whether the model is one of those that reason */
    static List<String> broken(JsonNode body, boolean reasons) {
        ResponsesRules rules = new ResponsesRules(body);
        rules.settings(reasons);
        rules.tools();
        rules.input();
        return rules.broken.all();
    }

    private void settings(boolean reasons) {
        broken.only(body, "body", FIELDS);
        broken.range(body, "temperature", 0, 2);
        broken.range(body, "top_p", 0, 1);
        broken.range(body, "top_logprobs", 0, 20);
        broken.range(body, "max_output_tokens", LEAST_TOKENS, Integer.MAX_VALUE);
        broken.demand(body.path("store").isBoolean() && !body.path("store").asBoolean(), "store", "nothing is kept");
        broken.demand(reasons || !body.has("reasoning"), "reasoning", "not supported with this model");
        boolean sealed = body.path("include").toString().contains("encrypted_content");
        broken.demand(reasons || !sealed, "include", "encrypted content is not supported with this model");
        JsonNode format = body.at("/text/format");
        if (format.path("type").asText().equals("json_schema")) {
            broken.demand(NAME.matcher(format.path("name").asText()).matches(), "text.format.name", "pattern");
            broken.demand(format.path("schema").isObject(), "text.format.schema", "required");
        } else if (format.path("type").asText().equals("json_object")) {
            String said = body.path("input") + "" + body.path("instructions");
            broken.demand(said.toLowerCase().contains("json"), "input", "must contain the word 'json'");
        }
    }

    private void tools() {
        Set<String> names = new HashSet<>();
        JsonNode tools = body.path("tools");
        for (int i = 0; i < tools.size(); i++) {
            String at = "tools[" + i + "]";
            String type = tools.get(i).path("type").asText();
            if (Set.of("function", "custom").contains(type)) {
                String name = tools.get(i).path("name").asText();
                broken.demand(NAME.matcher(name).matches(), at + ".name", "does not match pattern");
                names.add(name);
            }
            if (type.equals("function")) {
                broken.only(tools.get(i), at, Set.of("type", "name", "description", "parameters", "strict"));
                broken.demand(tools.get(i).has("parameters"), at + ".parameters", "required");
                JsonNode parameters = tools.get(i).path("parameters");
                if (!parameters.isNull()) {
                    ToolRules.parameters(parameters, at + ".parameters", broken);
                }
            }
        }
        JsonNode choice = body.path("tool_choice");
        broken.demand(!choice.isObject() || names.contains(choice.path("name").asText()), "tool_choice", "is a tool");
        broken.demand(!choice.asText().equals("required") || !tools.isEmpty(), "tool_choice", "needs tools");
    }

    private void input() {
        JsonNode input = body.path("input");
        broken.demand(!input.isEmpty() || input.isTextual(), "input", "at least one item");
        List<String> called = new ArrayList<>();
        List<String> answered = new ArrayList<>();
        for (int i = 0; i < input.size(); i++) {
            JsonNode item = input.get(i);
            String at = "input[" + i + "]";
            String type = item.path("type").asText("message");
            JsonNode id = item.path("id");
            broken.demand(
                    id.isMissingNode()
                            || id.asText().startsWith(IDS.getOrDefault(type, ""))
                                    && id.asText().length() <= 64,
                    at + ".id",
                    "begins with " + IDS.get(type));
            switch (type) {
                case "message" -> message(item, at);
                case "function_call", "custom_tool_call" -> call(item, type, at, called);
                case "function_call_output", "custom_tool_call_output" -> {
                    String call = item.path("call_id").asText();
                    broken.demand(called.contains(call), at, "No tool call found for function call output");
                    broken.demand(item.has("output"), at + ".output", "required");
                    answered.add(call);
                    content(item.path("output"), at + ".output", Set.of("input_text", "input_image", "input_file"));
                }
                case "reasoning" -> {
                    broken.demand(item.path("summary").isArray(), at + ".summary", "required");
                    broken.demand(Broken.said(item.path("encrypted_content")), at, "Item not found: nothing is stored");
                }
                default -> broken.demand(false, at + ".type", "unknown item " + type);
            }
        }
        called.removeAll(answered);
        broken.demand(called.isEmpty(), "input", "No tool output found for function call " + called);
    }

    private void call(JsonNode item, String type, String at, List<String> called) {
        String id = item.path("call_id").asText();
        broken.demand(!id.isEmpty() && id.length() <= LONGEST_ID, at + ".call_id", "too long or empty");
        broken.demand(!called.contains(id), at + ".call_id", "twice");
        broken.demand(NAME.matcher(item.path("name").asText()).matches(), at + ".name", "does not match pattern");
        String field = type.equals("function_call") ? "arguments" : "input";
        broken.demand(item.path(field).isTextual(), at + "." + field, "a text");
        called.add(id);
    }

    private void message(JsonNode item, String at) {
        String role = item.path("role").asText();
        broken.demand(Set.of("user", "system", "developer", "assistant").contains(role), at + ".role", "is known");
        broken.demand(!item.has("name"), at + ".name", "unknown parameter");
        Set<String> kinds = role.equals("assistant")
                ? Set.of("output_text", "refusal")
                : Set.of("input_text", "input_image", "input_file");
        content(item.path("content"), at + ".content", kinds);
    }

    private void content(JsonNode content, String at, Set<String> kinds) {
        broken.demand(content.isTextual() || content.isArray(), at, "a string or an array");
        for (JsonNode part : content) {
            String type = part.path("type").asText();
            broken.demand(kinds.contains(type), at, type + " does not stand here");
            broken.demand(!part.has("cache_control"), at + ".cache_control", "unknown parameter");
            if (type.equals("input_image") && part.has("image_url")) {
                broken.demand(Media.isImage(part.path("image_url").asText()), at, "unsupported image");
            }
        }
    }
}

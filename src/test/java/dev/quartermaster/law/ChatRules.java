package dev.quartermaster.law;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * OpenAI's rules for a chat completion, as its reference and its errors state them: "messages with role 'tool' must be a
 * response to a preceding message with 'tool_calls'", "an assistant message with 'tool_calls' must be followed by tool
 * messages responding to each 'tool_call_id'", "expected a string, got null", "string too long", "'tool_choice' is only
 * allowed when 'tools' are specified", "'messages' must contain the word 'json' in some form".
 */
final class ChatRules {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final Pattern PARTICIPANT = Pattern.compile("[^\\s<|\\\\/>]{1,64}");
    private static final int LONGEST_ID = 40;
    private static final Set<String> FIELDS = Set.of(
            "model messages max_tokens max_completion_tokens temperature top_p stop seed n presence_penalty frequency_penalty"
                    .split(" "));
    private static final Set<String> FURTHER = Set.of(
            ("logprobs top_logprobs reasoning_effort user tools tool_choice parallel_tool_calls response_format stream"
                            + " stream_options store metadata service_tier safety_identifier prompt_cache_key verbosity"
                            + " logit_bias modalities prediction audio web_search_options prompt_cache_retention")
                    .split(" "));

    private final JsonNode body;
    private final boolean reasons;
    private final Broken broken = new Broken();

    private ChatRules(JsonNode body, boolean reasons) {
        this.body = body;
        this.reasons = reasons;
    }

    /** @param reasons whether the model is one of those that reason, which take fewer settings */
    static List<String> broken(JsonNode body, boolean reasons) {
        ChatRules rules = new ChatRules(body, reasons);
        rules.settings();
        rules.tools();
        rules.messages();
        return rules.broken.all();
    }

    private void settings() {
        body.fieldNames()
                .forEachRemaining(name -> broken.demand(
                        FIELDS.contains(name) || FURTHER.contains(name), name, "unrecognized request argument"));
        broken.range(body, "temperature", 0, 2);
        broken.range(body, "top_p", 0, 1);
        broken.range(body, "presence_penalty", -2, 2);
        broken.range(body, "frequency_penalty", -2, 2);
        broken.range(body, "n", 1, 128);
        broken.range(body, "top_logprobs", 0, 20);
        broken.demand(!body.has("top_logprobs") || body.path("logprobs").asBoolean(), "top_logprobs", "needs logprobs");
        JsonNode stop = body.path("stop");
        broken.demand(!stop.isArray() || stop.size() >= 1 && stop.size() <= 4, "stop", "up to 4 sequences");
        broken.demand(body.path("metadata").size() <= 16, "metadata", "up to 16 pairs");
        broken.demand(!body.has("stream_options") || body.path("stream").asBoolean(), "stream_options", "needs stream");
        if (reasons) {
            broken.demand(!body.has("max_tokens"), "max_tokens", "not supported with this model");
        } else {
            broken.demand(!body.has("reasoning_effort"), "reasoning_effort", "not supported with this model");
        }
        JsonNode format = body.path("response_format");
        if (format.path("type").asText().equals("json_object")) {
            broken.demand(
                    body.path("messages").toString().toLowerCase().contains("json"),
                    "messages",
                    "must contain the word 'json'");
        }
        if (format.has("json_schema")) {
            broken.demand(
                    NAME.matcher(format.at("/json_schema/name").asText()).matches(),
                    "response_format.json_schema.name",
                    "does not match pattern");
        }
    }

    private void tools() {
        JsonNode tools = body.path("tools");
        broken.demand(!body.has("tools") || tools.size() >= 1 && tools.size() <= 128, "tools", "1 to 128");
        broken.demand(!body.has("tool_choice") || body.has("tools"), "tool_choice", "only allowed with tools");
        broken.demand(
                !body.has("parallel_tool_calls") || body.has("tools"),
                "parallel_tool_calls",
                "only allowed with tools");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < tools.size(); i++) {
            String at = "tools[" + i + "]";
            String type = tools.get(i).path("type").asText();
            broken.demand(Set.of("function", "custom").contains(type), at + ".type", "function or custom");
            broken.only(tools.get(i), at, Set.of("type", type));
            JsonNode tool = tools.get(i).path(type);
            String name = tool.path("name").asText();
            broken.demand(NAME.matcher(name).matches(), at + ".name", "does not match pattern");
            names.add(name);
            if (tool.has("parameters")) {
                ToolRules.parameters(tool.path("parameters"), at + ".parameters", broken);
            }
        }
        JsonNode choice = body.path("tool_choice");
        if (choice.isObject()) {
            JsonNode named = choice.path(choice.path("type").asText()).path("name");
            broken.demand(names.contains(named.asText()), "tool_choice", "names a tool");
        }
    }

    private void messages() {
        JsonNode messages = body.path("messages");
        broken.demand(!messages.isEmpty(), "messages", "at least one");
        List<String> open = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            String at = "messages[" + i + "]";
            JsonNode message = messages.get(i);
            String role = message.path("role").asText();
            if (!role.equals("tool")) {
                broken.demand(open.isEmpty(), at, "tool_call_ids did not have response messages");
                open.clear();
            }
            JsonNode name = message.path("name");
            broken.demand(
                    name.isMissingNode() || PARTICIPANT.matcher(name.asText()).matches(), at + ".name", "pattern");
            switch (role) {
                case "assistant" -> assistant(message, at, open);
                case "tool" -> {
                    broken.only(message, at, Set.of("role", "content", "tool_call_id", "name"));
                    broken.demand(open.remove(message.path("tool_call_id").asText()), at, "answers a call before it");
                    content(message, at, Set.of("text"));
                }
                case "user" -> {
                    broken.only(message, at, Set.of("role", "content", "name"));
                    content(message, at, Set.of("text", "image_url", "file", "input_audio"));
                }
                default -> {
                    broken.demand(Set.of("system", "developer").contains(role), at + ".role", "is known");
                    broken.only(message, at, Set.of("role", "content", "name"));
                    content(message, at, Set.of("text"));
                }
            }
        }
        broken.demand(open.isEmpty(), "messages", "tool_call_ids did not have response messages");
    }

    private void assistant(JsonNode message, String at, List<String> open) {
        broken.only(message, at, Set.of("role", "content", "name", "tool_calls", "refusal", "audio"));
        boolean calls = message.has("tool_calls");
        broken.demand(
                calls || message.hasNonNull("content") || message.hasNonNull("refusal"), at + ".content", "got null");
        if (message.hasNonNull("content")) {
            content(message, at, Set.of("text", "refusal"));
        }
        broken.demand(!calls || !message.path("tool_calls").isEmpty(), at + ".tool_calls", "empty array");
        for (JsonNode call : message.path("tool_calls")) {
            String id = call.path("id").asText();
            String type = call.path("type").asText();
            broken.only(call, at + ".tool_calls", Set.of("id", "type", type));
            broken.demand(!id.isEmpty() && id.length() <= LONGEST_ID, at + ".tool_calls.id", "too long or empty");
            broken.demand(!open.contains(id), at + ".tool_calls.id", "twice");
            JsonNode tool = call.path(type);
            broken.demand(NAME.matcher(tool.path("name").asText()).matches(), at + ".tool_calls.name", "pattern");
            broken.demand(
                    tool.path(type.equals("custom") ? "input" : "arguments").isTextual(), at + ".tool_calls", "a text");
            open.add(id);
        }
    }

    private void content(JsonNode message, String at, Set<String> kinds) {
        JsonNode content = message.path("content");
        broken.demand(content.isTextual() || content.isArray(), at + ".content", "a string or an array");
        broken.demand(!content.isArray() || !content.isEmpty(), at + ".content", "empty array");
        for (JsonNode part : content) {
            String type = part.path("type").asText();
            broken.demand(kinds.contains(type), at + ".content", type + " is not of this role");
            broken.only(part, at + ".content", Set.of("type", type));
            if (type.equals("image_url")) {
                broken.demand(Media.isImage(part.at("/image_url/url").asText()), at + ".content", "unsupported image");
            } else if (type.equals("file")) {
                JsonNode file = part.path("file");
                broken.demand(
                        file.has("file_id") || file.has("file_data") && file.has("filename"),
                        at + ".content",
                        "a file");
            }
        }
    }
}

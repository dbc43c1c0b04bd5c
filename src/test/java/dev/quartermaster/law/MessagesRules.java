package dev.quartermaster.law;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Anthropic's rules for a message, as its reference and its errors state them: "text content blocks must contain
 * non-whitespace text", "tool_use ids were found without tool_result blocks immediately after", "unexpected tool_use_id
 * found in tool_result blocks", "content cannot be empty if is_error is true", "A maximum of 4 blocks with cache_control",
 * "Expected thinking or redacted_thinking, but found tool_use", "final assistant content cannot end with trailing
 * whitespace".
 */
final class MessagesRules {

    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");

    private final JsonNode body;
    private final ClaudeRules claude;
    private final Broken broken = new Broken();
    private final Set<String> ids = new HashSet<>();

    private MessagesRules(JsonNode body) {
        this.body = body;
        String choice = body.at("/tool_choice/type").asText();
        this.claude = new ClaudeRules(
                body.path("model").asText(),
                body.path("thinking"),
                body.path("max_tokens"),
                body.path("temperature"),
                body.path("top_p"),
                body.path("top_k"),
                choice.equals("any") || choice.equals("tool"));
    }

    static List<String> broken(JsonNode body) {
        MessagesRules rules = new MessagesRules(body);
        rules.settings();
        rules.tools();
        rules.turns();
        return rules.broken.all();
    }

    private void settings() {
        broken.only(
                body,
                "body",
                Set.of(
                        ("model max_tokens messages system tools tool_choice thinking output_config temperature top_p top_k"
                                        + " stop_sequences stream metadata service_tier cache_control container mcp_servers"
                                        + " context_management inference_geo")
                                .split(" ")));
        broken.demand(body.path("max_tokens").asInt() >= 1, "max_tokens", "required");
        claude.check(broken);
        body.path("stop_sequences")
                .forEach(stop -> broken.demand(Broken.said(stop), "stop_sequences", "must contain non-whitespace"));
        long marks = body.findValues("cache_control").size();
        broken.demand(marks <= 4, "cache_control", "a maximum of 4 blocks");
        for (JsonNode block : body.path("system").isArray() ? body.path("system") : List.<JsonNode>of()) {
            broken.demand(Broken.said(block.path("text")), "system", "must contain non-whitespace text");
        }
        broken.demand(!body.path("system").isTextual() || Broken.said(body.path("system")), "system", "empty");
        JsonNode user = body.at("/metadata/user_id");
        broken.demand(user.isMissingNode() || user.asText().length() <= 256, "metadata.user_id", "too long");
    }

    private void tools() {
        Set<String> names = new HashSet<>();
        JsonNode tools = body.path("tools");
        for (int i = 0; i < tools.size(); i++) {
            String at = "tools[" + i + "]";
            String name = tools.get(i).path("name").asText();
            broken.demand(names.add(name), at + ".name", "Tool names must be unique");
            broken.demand(NAME.matcher(name).matches(), at + ".name", "does not match pattern");
            if (!tools.get(i).has("type")) {
                broken.only(tools.get(i), at, Set.of("name", "description", "input_schema", "cache_control", "strict"));
                ToolRules.parameters(tools.get(i).path("input_schema"), at + ".input_schema", broken);
            }
        }
        JsonNode choice = body.path("tool_choice");
        broken.demand(!body.has("tool_choice") || !tools.isEmpty(), "tool_choice", "only with tools");
        broken.demand(!choice.has("name") || names.contains(choice.path("name").asText()), "tool_choice", "a tool");
    }

    private void turns() {
        JsonNode messages = body.path("messages");
        broken.demand(!messages.isEmpty(), "messages", "at least one message is required");
        List<String> asked = List.of();
        for (int i = 0; i < messages.size(); i++) {
            String at = "messages[" + i + "]";
            JsonNode message = messages.get(i);
            String role = message.path("role").asText();
            broken.only(message, at, Set.of("role", "content"));
            broken.demand(i > 0 || role.equals("user"), at, "first message must use the user role");
            broken.demand(Set.of("user", "assistant").contains(role), at + ".role", "user or assistant");
            broken.demand(
                    i == 0 || !role.equals(messages.get(i - 1).path("role").asText()), at + ".role", "alternates");
            JsonNode content = message.path("content");
            broken.demand(
                    content.isArray() ? !content.isEmpty() : Broken.said(content),
                    at + ".content",
                    "must be non-empty");
            List<String> answered = new ArrayList<>();
            List<String> asks = new ArrayList<>();
            blocks(content, role, at, asks, answered);
            broken.demand(answered.containsAll(asked), at, "tool_use ids without tool_result blocks: " + asked);
            broken.demand(asked.containsAll(answered), at, "unexpected tool_use_id in tool_result: " + answered);
            asked = asks;
        }
        broken.demand(asked.isEmpty(), "messages", "tool_use ids without tool_result blocks at the end");
        end(messages);
    }

    private void blocks(JsonNode content, String role, String at, List<String> asks, List<String> answered) {
        boolean before = true;
        for (int i = 0; i < content.size(); i++) {
            JsonNode block = content.get(i);
            String place = at + ".content[" + i + "]";
            String type = block.path("type").asText();
            switch (type) {
                case "text" -> broken.demand(Broken.said(block.path("text")), place, "non-whitespace text");
                case "tool_use" -> {
                    String id = block.path("id").asText();
                    broken.demand(role.equals("assistant"), place, "tool_use in a user's turn");
                    broken.demand(ID.matcher(id).matches(), place + ".id", "does not match pattern");
                    broken.demand(ids.add(id), place + ".id", "tool_use ids must be unique");
                    broken.demand(NAME.matcher(block.path("name").asText()).matches(), place + ".name", "pattern");
                    broken.demand(block.path("input").isObject(), place + ".input", "an object");
                    asks.add(id);
                }
                case "tool_result" -> {
                    broken.demand(role.equals("user"), place, "tool_result in the model's turn");
                    broken.demand(before, place, "results come first");
                    answered.add(block.path("tool_use_id").asText());
                    result(block, place);
                }
                case "thinking" -> {
                    broken.demand(role.equals("assistant"), place, "the model thinks");
                    broken.demand(Broken.said(block.path("signature")), place + ".signature", "required");
                    broken.demand(!block.has("cache_control"), place + ".cache_control", "not on thinking");
                }
                case "image", "document" -> {
                    broken.demand(role.equals("user"), place, "media in the model's turn");
                    media(block, place);
                }
                case "redacted_thinking" ->
                    broken.demand(!block.path("data").asText().startsWith("qm1."), place, "a seal of ours");
                default -> broken.demand(false, place + ".type", "unknown block " + type);
            }
            before &= type.equals("tool_result");
        }
    }

    private void result(JsonNode block, String place) {
        JsonNode content = block.path("content");
        broken.only(block, place, Set.of("type", "tool_use_id", "content", "is_error", "cache_control"));
        if (block.path("is_error").asBoolean()) {
            boolean said = content.isTextual() ? Broken.said(content) : !content.isEmpty();
            broken.demand(said, place, "content cannot be empty if `is_error` is true");
        }
        for (JsonNode part : content) {
            String type = part.path("type").asText();
            broken.demand(Set.of("text", "image", "document").contains(type), place + ".content", "kind " + type);
            if (type.equals("text")) {
                broken.demand(Broken.said(part.path("text")), place + ".content", "non-whitespace text");
            } else {
                media(part, place + ".content");
            }
        }
    }

    private void media(JsonNode block, String place) {
        JsonNode source = block.path("source");
        String type = source.path("type").asText();
        broken.demand(Set.of("base64", "url", "text", "file", "content").contains(type), place, "source " + type);
        if (type.equals("base64")) {
            String media = source.path("media_type").asText();
            boolean image = block.path("type").asText().equals("image");
            boolean sound = image
                    ? Media.isImage(media, source.path("data"))
                    : media.equals("application/pdf") && Media.isPdf(source.path("data"));
            broken.demand(sound, place, "the bytes are not " + media);
        }
    }

    private void end(JsonNode messages) {
        JsonNode last = messages.path(messages.size() - 1);
        if (last.path("role").asText().equals("assistant")) {
            JsonNode content = last.path("content");
            String text = content.isTextual()
                    ? content.asText()
                    : content.path(content.size() - 1).path("text").asText();
            broken.demand(text.equals(text.stripTrailing()), "messages", "cannot end with trailing whitespace");
            broken.demand(claude.continues(), "messages", "this model does not support assistant message prefill");
            broken.demand(!claude.isReasoning(), "messages", "no prefill with thinking");
        }
        if (claude.thinking().path("type").asText().equals("enabled")) {
            boolean results = messages.path(messages.size() - 1).toString().contains("\"tool_result\"");
            JsonNode before = messages.path(messages.size() - 2).path("content");
            boolean thought = before.at("/0/type").asText().contains("thinking");
            broken.demand(!results || thought, "messages", "Expected thinking, but found tool_use");
        }
    }
}

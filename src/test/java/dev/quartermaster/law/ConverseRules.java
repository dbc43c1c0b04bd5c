package dev.quartermaster.law;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Bedrock's rules for Converse, as its service model and its errors state them: "A conversation must alternate between user
 * and assistant roles", "Expected toolResult blocks", "The number of toolResult blocks exceeds the number of toolUse
 * blocks", "The toolConfig field must be defined", "The text field in the ContentBlock object is blank", "Start a
 * conversation with a user message", "must contain a text block when using documents".
 */
final class ConverseRules {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final Pattern DOCUMENT = Pattern.compile("(?!.*  )[A-Za-z0-9 ()\\[\\]-]{1,200}");
    private static final Set<String> DOCUMENTS =
            Set.of("csv", "doc", "docx", "html", "md", "pdf", "txt", "xls", "xlsx");

    private final JsonNode body;
    private final ClaudeRules claude;
    private final boolean isClaude;
    private final Broken broken = new Broken();
    private final Set<String> ids = new HashSet<>();

    private ConverseRules(JsonNode body, String model) {
        this.body = body;
        this.isClaude = model.contains("claude");
        JsonNode choice = body.at("/toolConfig/toolChoice");
        JsonNode further = body.path("additionalModelRequestFields");
        this.claude = new ClaudeRules(
                model,
                further.path("thinking"),
                body.at("/inferenceConfig/maxTokens"),
                body.at("/inferenceConfig/temperature"),
                body.at("/inferenceConfig/topP"),
                further.path("top_k"),
                choice.has("any") || choice.has("tool"));
    }

    static List<String> broken(JsonNode body, String model) {
        ConverseRules rules = new ConverseRules(body, model);
        rules.settings(model);
        rules.tools();
        rules.turns();
        return rules.broken.all();
    }

    private void settings(String model) {
        broken.only(
                body,
                "body",
                Set.of(("messages system inferenceConfig toolConfig additionalModelRequestFields requestMetadata"
                                + " performanceConfig serviceTier outputConfig guardrailConfig promptVariables"
                                + " additionalModelResponseFieldPaths")
                        .split(" ")));
        JsonNode config = body.path("inferenceConfig");
        broken.only(config, "inferenceConfig", Set.of("maxTokens", "temperature", "topP", "stopSequences"));
        broken.range(config, "maxTokens", 1, Integer.MAX_VALUE);
        broken.range(config, "temperature", 0, 1);
        broken.range(config, "topP", 0, 1);
        config.path("stopSequences")
                .forEach(stop -> broken.demand(!stop.asText().isEmpty(), "stopSequences", "empty"));
        if (isClaude) {
            claude.check(broken);
            config.path("stopSequences").forEach(stop -> broken.demand(Broken.said(stop), "stopSequences", "blank"));
        }
        for (JsonNode block : body.path("system")) {
            broken.demand(block.has("cachePoint") || Broken.said(block.path("text")), "system", "blank");
        }
        int points = body.findValues("cachePoint").size();
        broken.demand(points <= 4, "cachePoint", "at most 4");
        broken.demand(points == 0 || isClaude || model.contains("nova"), "cachePoint", "not with this model");
    }

    private void tools() {
        JsonNode config = body.path("toolConfig");
        JsonNode tools = config.path("tools");
        broken.demand(!body.has("toolConfig") || !tools.isEmpty(), "toolConfig.tools", "at least one");
        broken.demand(
                !body.has("toolConfig") || !tools.path(0).has("cachePoint"), "toolConfig.tools", "a tool comes first");
        Set<String> names = new HashSet<>();
        for (JsonNode tool : tools) {
            if (tool.has("cachePoint")) {
                continue;
            }
            JsonNode spec = tool.path("toolSpec");
            String name = spec.path("name").asText();
            broken.demand(NAME.matcher(name).matches(), "toolConfig.tools.name", "[a-zA-Z0-9_-]+");
            broken.demand(names.add(name), "toolConfig.tools.name", "duplicate");
            broken.only(spec, "toolSpec", Set.of("name", "description", "inputSchema", "strict"));
            JsonNode description = spec.path("description");
            broken.demand(
                    description.isMissingNode() || !description.asText().isEmpty(), "description", "min length 1");
            ToolRules.parameters(spec.at("/inputSchema/json"), "inputSchema.json", broken);
        }
        JsonNode choice = config.path("toolChoice");
        broken.demand(
                !choice.has("tool") || names.contains(choice.at("/tool/name").asText()), "toolChoice", "names a tool");
        broken.demand(!choice.has("auto"), "toolChoice", "not with every model, and the default");
        boolean used = body.path("messages").findValue("toolUse") != null
                || body.path("messages").findValue("toolResult") != null;
        broken.demand(!used || body.has("toolConfig"), "toolConfig", "must be defined");
    }

    private void turns() {
        JsonNode messages = body.path("messages");
        broken.demand(!messages.isEmpty(), "messages", "at least one");
        List<String> asked = List.of();
        for (int i = 0; i < messages.size(); i++) {
            String at = "messages[" + i + "]";
            JsonNode message = messages.get(i);
            String role = message.path("role").asText();
            broken.demand(role.equals(i % 2 == 0 ? "user" : "assistant"), at + ".role", "alternates from user");
            broken.demand(!message.path("content").isEmpty(), at + ".content", "is empty");
            List<String> asks = new ArrayList<>();
            List<String> answered = new ArrayList<>();
            boolean documents = false;
            boolean texts = false;
            for (int j = 0; j < message.path("content").size(); j++) {
                JsonNode block = message.path("content").get(j);
                block(block, role, j, at + ".content[" + j + "]", asks, answered);
                documents |= block.has("document");
                texts |= block.has("text");
            }
            broken.demand(!documents || texts, at, "a text beside documents");
            broken.demand(answered.containsAll(asked), at, "Expected toolResult blocks for " + asked);
            broken.demand(asked.containsAll(answered), at, "more toolResult than toolUse blocks: " + answered);
            asked = asks;
        }
        broken.demand(asked.isEmpty(), "messages", "Expected toolResult blocks at the end");
        end(messages);
    }

    private void block(JsonNode block, String role, int place, String at, List<String> asks, List<String> answered) {
        broken.demand(block.size() == 1, at, "one kind a block");
        String kind = block.fieldNames().hasNext() ? block.fieldNames().next() : "";
        JsonNode inside = block.path(kind);
        switch (kind) {
            case "text" -> broken.demand(Broken.said(inside), at, "the text is blank");
            case "cachePoint" -> broken.demand(place > 0, at, "a cachePoint stands behind something");
            case "image" -> {
                broken.demand(role.equals("user"), at, "an image in the model's turn");
                image(inside, at);
            }
            case "document" -> {
                broken.demand(role.equals("user"), at, "a document in the model's turn");
                document(inside, at);
            }
            case "reasoningContent" -> {
                broken.demand(role.equals("assistant"), at, "the model thinks");
                boolean signed = Broken.said(inside.at("/reasoningText/signature")) || inside.has("redactedContent");
                broken.demand(!isClaude || signed, at, "a signature is required");
            }
            case "toolUse" -> {
                String id = inside.path("toolUseId").asText();
                broken.demand(role.equals("assistant"), at, "the model calls");
                broken.demand(NAME.matcher(id).matches(), at + ".toolUseId", "[a-zA-Z0-9_-]+");
                broken.demand(ids.add(id), at + ".toolUseId", "twice");
                broken.demand(NAME.matcher(inside.path("name").asText()).matches(), at + ".name", "[a-zA-Z0-9_-]+");
                broken.demand(inside.path("input").isObject(), at + ".input", "an object");
                asks.add(id);
            }
            case "toolResult" -> {
                broken.demand(role.equals("user"), at, "the user answers calls");
                answered.add(inside.path("toolUseId").asText());
                broken.demand(!inside.path("content").isEmpty(), at + ".content", "is empty");
                inside.path("content").forEach(part -> result(part, at + ".content"));
            }
            default -> broken.demand(false, at, "unknown block " + kind);
        }
    }

    private void result(JsonNode part, String at) {
        broken.demand(part.size() == 1, at, "one kind a block");
        if (part.has("text")) {
            broken.demand(Broken.said(part.path("text")), at, "the text is blank");
        } else if (part.has("image")) {
            image(part.path("image"), at);
        } else if (part.has("document")) {
            document(part.path("document"), at);
        } else {
            broken.demand(part.has("json"), at, "unknown kind " + part);
        }
    }

    private void image(JsonNode image, String at) {
        JsonNode bytes = image.at("/source/bytes");
        boolean sound = bytes.isMissingNode()
                || Media.isImage("image/" + image.path("format").asText(), bytes);
        broken.demand(sound, at, "the bytes are not " + image.path("format"));
    }

    private void document(JsonNode document, String at) {
        broken.demand(DOCUMENTS.contains(document.path("format").asText()), at + ".format", "unknown");
        broken.demand(DOCUMENT.matcher(document.path("name").asText()).matches(), at + ".name", "other characters");
    }

    private void end(JsonNode messages) {
        JsonNode last = messages.path(messages.size() - 1);
        JsonNode content = last.path("content");
        if (isClaude && last.path("role").asText().equals("assistant")) {
            String text = content.path(content.size() - 1).path("text").asText();
            broken.demand(text.equals(text.stripTrailing()), "messages", "cannot end with trailing whitespace");
            broken.demand(claude.continues(), "messages", "this model does not support assistant message prefill");
            broken.demand(!claude.isReasoning(), "messages", "no prefill with thinking");
        }
        if (isClaude && claude.thinking().path("type").asText().equals("enabled")) {
            boolean results = content.findValue("toolResult") != null;
            boolean thought =
                    messages.path(messages.size() - 2).at("/content/0").has("reasoningContent");
            broken.demand(!results || thought, "messages", "Expected thinking, but found toolUse");
        }
    }
}

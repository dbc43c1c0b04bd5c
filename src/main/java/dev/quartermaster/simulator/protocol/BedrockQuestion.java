package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.simulator.brain.Question;
import dev.quartermaster.simulator.brain.Question.Speaker;
import dev.quartermaster.simulator.brain.Question.Tool;
import dev.quartermaster.simulator.brain.Tokens;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Refused;
import dev.quartermaster.simulator.wire.Texts;
import java.util.ArrayList;
import java.util.List;

/** Reads a Converse request as Bedrock does, and refuses what it refuses. */
final class BedrockQuestion {

    private BedrockQuestion() {}

    static Question of(Call call) {
        JsonNode messages = call.requiredList("messages");
        checkTurns(messages);
        checkToolConfig(call, messages);
        int characters = Tokens.characters(call.at("toolConfig", "tools"))
                + Texts.in(call.at("system")).length();
        for (JsonNode message : messages) {
            characters += text(message).length();
        }
        JsonNode last = messages.get(messages.size() - 1);
        return Question.of(call.id(), Bedrock.model(call), text(last), speaker(last), Tokens.of(characters))
                .withTools(tools(call), true)
                .withSchema(schema(call))
                .withLimits(
                        call.at("inferenceConfig", "maxTokens").asInt(),
                        OpenAiQuestion.stops(call.at("inferenceConfig", "stopSequences")))
                .withThinking(!List.of("", "disabled")
                        .contains(call.at("additionalModelRequestFields", "thinking", "type")
                                .asText()));
    }

    private static String text(JsonNode message) {
        StringBuilder text = new StringBuilder();
        for (JsonNode block : message.path("content")) {
            for (JsonNode result : block.path("toolResult").path("content")) {
                JsonNode json = result.path("json");
                text.append(json.isMissingNode() ? Texts.in(result) : json.toString());
            }
            text.append(block.path("text").asText());
        }
        return text.toString();
    }

    private static void checkTurns(JsonNode messages) {
        for (int i = 0; i < messages.size(); i++) {
            String expected = i % 2 == 0 ? "user" : "assistant";
            if (!messages.get(i).path("role").asText().equals(expected)) {
                throw Refused.invalid(
                        "messages",
                        i == 0
                                ? "A conversation must start with a user message."
                                : "A conversation must alternate between user and assistant roles.");
            }
            for (JsonNode block : messages.get(i).path("content")) {
                if (block.path("text").isTextual()
                        && block.path("text").asText().isBlank()) {
                    throw Refused.invalid(
                            "messages", "The text field in the ContentBlock object at messages." + i + " is blank.");
                }
            }
        }
    }

    private static void checkToolConfig(Call call, JsonNode messages) {
        boolean used = !messages.findValues("toolUse").isEmpty()
                || !messages.findValues("toolResult").isEmpty();
        if (used && call.at("toolConfig", "tools").isEmpty()) {
            throw Refused.invalid(
                    "toolConfig",
                    "The toolConfig field must be defined when using toolUse and toolResult content blocks.");
        }
    }

    private static Speaker speaker(JsonNode message) {
        if (message.path("role").asText().equals("assistant")) {
            return Speaker.ASSISTANT;
        }
        return message.findValues("toolResult").isEmpty() ? Speaker.USER : Speaker.TOOL;
    }

    private static List<Tool> tools(Call call) {
        String only = call.at("toolConfig", "toolChoice", "tool", "name").asText();
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : call.at("toolConfig", "tools")) {
            JsonNode spec = tool.path("toolSpec");
            String name = spec.path("name").asText();
            if (tool.has("toolSpec") && (only.isEmpty() || only.equals(name))) {
                tools.add(new Tool(name, spec.path("inputSchema").path("json")));
            }
        }
        return tools;
    }

    /** The schema comes as a text within the JSON. */
    private static JsonNode schema(Call call) {
        JsonNode schema = call.at("outputConfig", "textFormat", "structure", "jsonSchema", "schema");
        if (!schema.isTextual()) {
            return schema;
        }
        try {
            return new ObjectMapper().readTree(schema.asText());
        } catch (JsonProcessingException e) {
            throw Refused.invalid("outputConfig", "The schema is not valid JSON.");
        }
    }
}

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
import java.util.Set;

/** Reads a Converse request as Bedrock does, and refuses what it refuses. */
final class BedrockQuestion {

    /**
     * Converse wants tools offered even where none may be used, so callers offer one whose name says so. A real model
     * leaves it alone, and so does this one.
     */
    private static final String NOT_A_TOOL = "no_tool";

    private static final Set<String> ON = Set.of("adaptive", "enabled");

    private final ObjectMapper json;

    BedrockQuestion(ObjectMapper json) {
        this.json = json;
    }

    Question of(Call call) {
        JsonNode messages = call.requiredList("messages");
        BedrockConversation.check(call);
        int characters = Tokens.characters(call.at("toolConfig", "tools"))
                + Texts.in(call.at("system")).length();
        for (JsonNode message : messages) {
            characters += text(message).length();
        }
        JsonNode last = messages.get(messages.size() - 1);
        return Question.of(call.id(), Bedrock.model(call), text(last), speaker(call, last), Tokens.of(characters))
                .withTools(tools(call), true)
                .withSchema(schema(call))
                .withLimits(maxTokens(call), OpenAiQuestion.stops(call.at("inferenceConfig", "stopSequences")))
                .withThinking(thinks(call));
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

    /** A tool that must be called is called, even when a tool spoke last. */
    private static Speaker speaker(Call call, JsonNode last) {
        if (last.path("role").asText().equals("assistant")) {
            return Speaker.ASSISTANT;
        }
        JsonNode choice = call.at("toolConfig", "toolChoice");
        boolean must = choice.has("any") || choice.has("tool");
        return must || last.findValues("toolResult").isEmpty() ? Speaker.USER : Speaker.TOOL;
    }

    private static List<Tool> tools(Call call) {
        String only = call.at("toolConfig", "toolChoice", "tool", "name").asText();
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : call.at("toolConfig", "tools")) {
            JsonNode spec = tool.path("toolSpec");
            String name = spec.path("name").asText();
            boolean meant = only.isEmpty() ? !name.startsWith(NOT_A_TOOL) : only.equals(name);
            if (tool.has("toolSpec") && meant) {
                tools.add(new Tool(name, spec.path("inputSchema").path("json")));
            }
        }
        if (!only.isEmpty() && tools.isEmpty()) {
            throw Refused.invalid("toolConfig", "The tool '" + only + "' of toolChoice is not offered.");
        }
        return tools;
    }

    /** The schema comes as a text within the JSON. */
    private JsonNode schema(Call call) {
        JsonNode schema = call.at("outputConfig", "textFormat", "structure", "jsonSchema", "schema");
        if (!schema.isTextual()) {
            return schema;
        }
        try {
            return json.readTree(schema.asText());
        } catch (JsonProcessingException e) {
            throw Refused.invalid("outputConfig", "The schema is not valid JSON.");
        }
    }

    /** Returns 0 when it is absent. */
    private static int maxTokens(Call call) {
        JsonNode most = call.at("inferenceConfig", "maxTokens");
        if (most.isMissingNode()) {
            return 0;
        }
        JsonNode budget = call.at("additionalModelRequestFields", "thinking", "budget_tokens");
        if (most.asInt() < 1 || most.asInt() <= budget.asInt()) {
            throw Refused.invalid(
                    "inferenceConfig", "maxTokens must be at least 1 and greater than thinking.budget_tokens.");
        }
        return most.asInt();
    }

    /** Reads the thinking fields, which differ by vendor. */
    private static boolean thinks(Call call) {
        JsonNode fields = call.at("additionalModelRequestFields");
        return ON.contains(fields.path("thinking").path("type").asText())
                || ON.contains(fields.path("reasoningConfig").path("type").asText())
                || fields.hasNonNull("reasoning_effort");
    }
}

package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.simulator.brain.Question;
import dev.quartermaster.simulator.brain.Question.Speaker;
import dev.quartermaster.simulator.brain.Question.Tool;
import dev.quartermaster.simulator.brain.Tokens;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Refused;
import dev.quartermaster.simulator.wire.Texts;
import java.util.ArrayList;
import java.util.List;

/** Reads a Messages request as Anthropic does, and refuses what it refuses. */
final class AnthropicQuestion {

    private AnthropicQuestion() {}

    static Question of(Call call) {
        if (call.header().apply("anthropic-version") == null) {
            throw Refused.invalid(null, "anthropic-version: header is required");
        }
        String model = call.requiredText("model");
        JsonNode messages = call.requiredList("messages");
        int characters = Tokens.characters(call.at("tools"))
                + Texts.in(call.at("system")).length();
        for (int i = 0; i < messages.size(); i++) {
            check(messages.get(i), "messages." + i);
            characters += Texts.in(messages.get(i)).length();
        }
        JsonNode last = messages.get(messages.size() - 1);
        return Question.of(call.id(), model, Texts.in(last), speaker(last), Tokens.of(characters))
                .withTools(
                        tools(call),
                        !call.at("tool_choice", "disable_parallel_tool_use").asBoolean())
                .withSchema(schema(call))
                .withLimits(call.at("max_tokens").asInt(), OpenAiQuestion.stops(call.at("stop_sequences")))
                .withThinking(!List.of("", "disabled")
                        .contains(call.at("thinking", "type").asText()));
    }

    private static void check(JsonNode message, String field) {
        String role = message.path("role").asText();
        if (!role.equals("user") && !role.equals("assistant")) {
            throw Refused.invalid(field, field + ".role: Input should be 'user' or 'assistant'");
        }
        for (JsonNode block : message.path("content")) {
            if (block.path("type").asText().equals("thinking") && !signedByUs(block)) {
                throw Refused.invalid(field, field + ".content: Invalid `signature` in `thinking` block");
            }
        }
    }

    /** Thinking comes back whole with the signature it was sent with, or not at all. */
    private static boolean signedByUs(JsonNode block) {
        String signature = Signature.of(block.path("thinking").asText());
        return signature.equals(block.path("signature").asText());
    }

    private static Speaker speaker(JsonNode message) {
        if (message.path("role").asText().equals("assistant")) {
            return Speaker.ASSISTANT;
        }
        for (JsonNode block : message.path("content")) {
            if (block.path("type").asText().equals("tool_result")) {
                return Speaker.TOOL;
            }
        }
        return Speaker.USER;
    }

    private static List<Tool> tools(Call call) {
        String choice = call.at("tool_choice", "type").asText();
        String only = choice.equals("tool") ? call.at("tool_choice", "name").asText() : "";
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : call.at("tools")) {
            String name = tool.path("name").asText();
            if (!choice.equals("none") && (only.isEmpty() || only.equals(name))) {
                tools.add(new Tool(name, tool.path("input_schema")));
            }
        }
        return tools;
    }

    private static JsonNode schema(Call call) {
        JsonNode schema = call.at("output_config", "format", "schema");
        return schema.isMissingNode() ? call.at("output_format", "schema") : schema;
    }
}

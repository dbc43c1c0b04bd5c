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
import java.util.Set;

/** Reads a Responses request: its input is a text, or a list of messages, calls and their outputs. */
final class OpenAiResponsesQuestion {

    private OpenAiResponsesQuestion() {}

    static Question of(Call call) {
        String model = call.requiredText("model");
        JsonNode input = call.at("input");
        if (input.isEmpty() && input.asText().isEmpty()) {
            throw Refused.invalid("input", "'input' is required");
        }
        JsonNode last = input.isArray() ? input.get(input.size() - 1) : input;
        int characters = Tokens.characters(call.at("tools"))
                + call.text("instructions").length()
                + text(input).length();
        return Question.of(call.id(), model, text(last), speaker(last), Tokens.of(characters))
                .withTools(tools(call), call.at("parallel_tool_calls").asBoolean(true))
                .withSchema(schema(call))
                .withLimits(call.at("max_output_tokens").asInt(), List.of())
                .withThinking(!Set.of("", "none", "minimal")
                        .contains(call.at("reasoning", "effort").asText()));
    }

    private static String text(JsonNode input) {
        if (!input.isArray()) {
            return input.has("output") ? Texts.in(input.path("output")) : Texts.in(input);
        }
        StringBuilder text = new StringBuilder();
        input.forEach(item -> text.append(text(item)));
        return text.toString();
    }

    private static Speaker speaker(JsonNode item) {
        return item.path("type").asText().equals("function_call_output") ? Speaker.TOOL : OpenAiQuestion.speaker(item);
    }

    private static List<Tool> tools(Call call) {
        JsonNode choice = call.at("tool_choice");
        String only = choice.path("name").asText("");
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : call.at("tools")) {
            String name = tool.path("name").asText();
            boolean offered = tool.path("type").asText().equals("function")
                    && !choice.asText().equals("none")
                    && (only.isEmpty() || only.equals(name));
            if (offered) {
                tools.add(new Tool(name, tool.path("parameters")));
            }
        }
        return tools;
    }

    private static JsonNode schema(Call call) {
        return switch (call.at("text", "format", "type").asText()) {
            case "json_schema" -> call.at("text", "format", "schema");
            case "json_object" -> OpenAiQuestion.anyObject();
            default -> call.at("no such field");
        };
    }
}

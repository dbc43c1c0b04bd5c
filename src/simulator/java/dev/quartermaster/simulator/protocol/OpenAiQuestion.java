package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.simulator.brain.Question;
import dev.quartermaster.simulator.brain.Question.Speaker;
import dev.quartermaster.simulator.brain.Question.Tool;
import dev.quartermaster.simulator.brain.Tokens;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Json;
import dev.quartermaster.simulator.wire.Problem;
import dev.quartermaster.simulator.wire.Refused;
import dev.quartermaster.simulator.wire.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a chat request as OpenAI does, and refuses what it refuses. */
final class OpenAiQuestion {

    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool", "function");

    private static final Pattern REASONING = Pattern.compile("o\\d.*|gpt-5(?!.*-chat).*");

    private OpenAiQuestion() {}

    static Question of(Call call) {
        String model = call.requiredText("model");
        JsonNode messages = call.requiredList("messages");
        refuseWhatReasoningModelsRefuse(call, model);
        int characters = Tokens.characters(call.at("tools"));
        for (int i = 0; i < messages.size(); i++) {
            if (!ROLES.contains(messages.get(i).path("role").asText())) {
                throw Refused.invalid("messages[" + i + "].role", "Invalid value for 'messages[" + i + "].role'");
            }
            characters += Texts.in(messages.get(i)).length();
        }
        JsonNode last = messages.get(messages.size() - 1);
        return Question.of(call.id(), model, Texts.in(last), speaker(last), Tokens.of(characters))
                .withTools(tools(call), call.at("parallel_tool_calls").asBoolean(true))
                .withSchema(schema(call))
                .withLimits(
                        call.at("max_completion_tokens")
                                .asInt(call.at("max_tokens").asInt()),
                        stops(call.at("stop")))
                .withThinking(!Set.of("", "none", "minimal").contains(call.text("reasoning_effort")));
    }

    private static void refuseWhatReasoningModelsRefuse(Call call, String model) {
        if (call.body().hasNonNull("max_tokens") && REASONING.matcher(model).matches()) {
            throw new Refused(new Problem(
                    Problem.Reason.PLAIN,
                    400,
                    "unsupported_parameter",
                    "Unsupported parameter: 'max_tokens' is not supported with this model."
                            + " Use 'max_completion_tokens' instead.",
                    "max_tokens",
                    null));
        }
    }

    static Speaker speaker(JsonNode message) {
        return switch (message.path("role").asText()) {
            case "tool", "function" -> Speaker.TOOL;
            case "assistant" -> Speaker.ASSISTANT;
            default -> Speaker.USER;
        };
    }

    private static List<Tool> tools(Call call) {
        JsonNode choice = call.at("tool_choice");
        if (choice.asText().equals("none")) {
            return List.of();
        }
        String only = choice.path("function").path("name").asText("");
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : call.at("tools")) {
            JsonNode function = tool.path("function");
            if (function.isObject()
                    && (only.isEmpty() || only.equals(function.path("name").asText()))) {
                tools.add(new Tool(function.path("name").asText(), function.path("parameters")));
            }
        }
        return tools;
    }

    private static JsonNode schema(Call call) {
        return switch (call.at("response_format", "type").asText()) {
            case "json_schema" -> call.at("response_format", "json_schema", "schema");
            case "json_object" -> anyObject();
            default -> call.at("no such field");
        };
    }

    /** Schema of an answer that may be any JSON object. */
    static JsonNode anyObject() {
        return Json.object("type", "object", "properties", Json.object("answer", Json.object("type", "string")));
    }

    /** One text or a list of them. */
    static List<String> stops(JsonNode stop) {
        List<String> stops = new ArrayList<>();
        if (stop.isTextual()) {
            stops.add(stop.asText());
        }
        stop.forEach(text -> stops.add(text.asText()));
        return stops;
    }
}

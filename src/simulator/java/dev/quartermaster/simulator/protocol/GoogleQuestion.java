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

/** Reads a generateContent request as Gemini does, and refuses what it refuses. */
final class GoogleQuestion {

    private GoogleQuestion() {}

    static Question of(Call call, String model) {
        JsonNode contents = call.requiredList("contents");
        int characters = Tokens.characters(call.at("tools"))
                + Texts.in(call.at("systemInstruction", "parts")).length();
        for (int i = 0; i < contents.size(); i++) {
            checkRole(contents.get(i), i);
            characters += text(contents.get(i)).length();
        }
        if (model.startsWith("gemini-3")) {
            wantThoughtSignatures(contents);
        }
        JsonNode last = contents.get(contents.size() - 1);
        JsonNode config = call.at("generationConfig");
        return Question.of(call.id(), model, text(last), speaker(last), Tokens.of(characters))
                .withTools(tools(call), true)
                .withSchema(schema(config))
                .withLimits(config.path("maxOutputTokens").asInt(), OpenAiQuestion.stops(config.path("stopSequences")))
                .withThinking(
                        config.path("thinkingConfig").path("includeThoughts").asBoolean());
    }

    private static String text(JsonNode content) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content.path("parts")) {
            JsonNode response = part.path("functionResponse").path("response");
            text.append(response.isMissingNode() ? Texts.in(part) : response.toString());
        }
        return text.toString();
    }

    private static void checkRole(JsonNode content, int position) {
        if (!Set.of("", "user", "model", "function")
                .contains(content.path("role").asText())) {
            throw Refused.invalid("contents[" + position + "].role", "Please use a valid role: user, model.");
        }
    }

    private static Speaker speaker(JsonNode content) {
        if (content.path("role").asText().equals("model")) {
            return Speaker.ASSISTANT;
        }
        for (JsonNode part : content.path("parts")) {
            if (part.has("functionResponse")) {
                return Speaker.TOOL;
            }
        }
        return Speaker.USER;
    }

    /** Requires the signature of the first call of each step in the current turn. */
    private static void wantThoughtSignatures(JsonNode contents) {
        for (int i = contents.size() - 1; i >= 0 && speaker(contents.get(i)) != Speaker.USER; i--) {
            for (JsonNode part : contents.get(i).path("parts")) {
                if (part.has("functionCall")) {
                    if (part.path("thoughtSignature").asText().isEmpty()) {
                        throw Refused.invalid(
                                null,
                                "Function call is missing a thought_signature in functionCall parts: `"
                                        + part.at("/functionCall/name").asText() + "`, position " + i);
                    }
                    break;
                }
            }
        }
    }

    private static List<Tool> tools(Call call) {
        JsonNode config = call.at("toolConfig", "functionCallingConfig");
        List<String> allowed = OpenAiQuestion.stops(config.path("allowedFunctionNames"));
        boolean none = config.path("mode").asText().equals("NONE");
        List<Tool> tools = new ArrayList<>();
        for (JsonNode group : call.at("tools")) {
            for (JsonNode function : group.path("functionDeclarations")) {
                String name = function.path("name").asText();
                GoogleSchema.check(function.path("parameters"), "tools.function_declarations." + name + ".parameters");
                if (!none && (allowed.isEmpty() || allowed.contains(name))) {
                    JsonNode parameters = function.path("parametersJsonSchema");
                    tools.add(new Tool(name, parameters.isMissingNode() ? function.path("parameters") : parameters));
                }
            }
        }
        return tools;
    }

    private static JsonNode schema(JsonNode config) {
        GoogleSchema.check(config.path("responseSchema"), "generation_config.response_schema");
        if (!config.path("responseMimeType").asText().equals("application/json")) {
            return config.path("no such field");
        }
        JsonNode schema = config.path("responseJsonSchema");
        schema = schema.isMissingNode() ? config.path("responseSchema") : schema;
        return schema.isMissingNode() ? OpenAiQuestion.anyObject() : schema;
    }
}

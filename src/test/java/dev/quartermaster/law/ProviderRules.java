package dev.quartermaster.law;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.google.GeminiRules;
import dev.quartermaster.provider.google.GeminiSchemaRules;
import dev.quartermaster.provider.translation.RequestedReasoning;
import dev.quartermaster.testing.Bundled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The published rules of the provider that a call went to. */
final class ProviderRules {

    private static final ObjectMapper LONGS = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

    private ProviderRules() {}

    /**
     * The rules that a call breaks, each with its place.
     *
     * @param model the qualified name of the model asked
     * @param call as the simulator has received it
     */
    static List<String> broken(String model, JsonNode call) {
        JsonNode body = call.path("body");
        boolean reasons = RequestedReasoning.reasons(Bundled.model(model));
        return switch (model.substring(0, model.indexOf('/'))) {
            case "openai" ->
                call.path("path").asText().contains("responses")
                        ? ResponsesRules.broken(body, reasons)
                        : ChatRules.broken(body, reasons);
            case "anthropic" -> MessagesRules.broken(body);
            case "bedrock" -> ConverseRules.broken(body, model.substring(model.indexOf('/') + 1));
            case "ollama" -> OllamaRules.broken(body);
            default -> google(Bundled.model(model), body);
        };
    }

    @SuppressWarnings("unchecked")
    private static List<String> google(ModelSpec model, JsonNode body) {
        Map<String, Object> map;
        try {
            map = LONGS.readValue(body.toString(), Map.class);
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        List<String> broken =
                new ArrayList<>(GeminiRules.broken(map, model.key().id().startsWith("gemini-3")));
        Broken more = new Broken();
        for (JsonNode tool : body.at("/tools/0/functionDeclarations")) {
            more.demand(
                    tool.path("name").asText().matches("[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}"),
                    "functionDeclarations.name",
                    "Invalid function name");
            if (tool.has("parameters")) {
                broken.addAll(GeminiSchemaRules.brokenByParameters(longs(tool.path("parameters"))));
            }
        }
        JsonNode config = body.path("generationConfig");
        if (config.has("responseSchema")) {
            broken.addAll(GeminiSchemaRules.broken(longs(config.path("responseSchema"))));
        }
        more.range(config, "temperature", 0, 2);
        more.range(config, "topP", 0, 1);
        more.range(config, "maxOutputTokens", 1, Integer.MAX_VALUE);
        more.demand(config.path("stopSequences").size() <= 5, "stopSequences", "at most 5");
        config.path("stopSequences").forEach(stop -> more.demand(!stop.asText().isEmpty(), "stopSequences", "empty"));
        more.demand(
                !config.path("thinkingConfig").has("thinkingBudget")
                        || !config.path("thinkingConfig").has("thinkingLevel"),
                "thinkingConfig",
                "budget or level");
        broken.addAll(more.all());
        return broken;
    }

    private static Object longs(JsonNode node) {
        try {
            return LONGS.readValue(node.toString(), Object.class);
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

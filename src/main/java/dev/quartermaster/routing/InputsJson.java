package dev.quartermaster.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.routing.SelectionInputs.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A choice's inputs as JSON, as they are kept with a decision. What is as it is assumed to be is left out. What was
 * written is read back equal, to the last bit of every number, also after a database has kept it.
 */
public final class InputsJson {

    private InputsJson() {}

    public static ObjectNode write(SelectionInputs inputs) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("registry_version", inputs.registryVersion());
        json.set("need", RequirementsJson.write(inputs.need()));
        if (inputs.named() != null) {
            ObjectNode named = json.putObject("named");
            texts(named.putArray("models"), inputs.named().models());
            named.put("why", inputs.named().why());
        }
        json.set("configured_weights", weights(inputs.configured()));
        if (!inputs.weights().equals(inputs.configured())) {
            json.set("weights", weights(inputs.weights()));
        }
        json.set("terms", terms(inputs.terms()));
        json.set("signals", SignalsJson.write(inputs.signals()));
        return json;
    }

    /** @throws IllegalArgumentException when it is not what {@link #write} writes */
    public static SelectionInputs read(JsonNode json) {
        Weights configured = weights(json.path("configured_weights"));
        JsonNode named = json.get("named");
        JsonNode weights = json.get("weights");
        return new SelectionInputs(
                text(json, "registry_version"),
                RequirementsJson.read(json.path("need")),
                named == null ? null : new Named(list(named, "models", InputsJson::model), text(named, "why")),
                configured,
                weights == null ? configured : weights(weights),
                terms(json.path("terms")),
                SignalsJson.read(json.path("signals")));
    }

    private static ObjectNode weights(Weights weights) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("capability", weights.capability())
                .put("cost", weights.cost())
                .put("performance", weights.performance())
                .put("availability", weights.availability());
    }

    private static Weights weights(JsonNode json) {
        return new Weights(
                number(json, "capability"),
                number(json, "cost"),
                number(json, "performance"),
                number(json, "availability"));
    }

    private static ObjectNode terms(ScoringParameters scoringParameters) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("cost_midpoint_usd", scoringParameters.costMidpointUsd())
                .put("latency_midpoint_ms", scoringParameters.latencyMidpointMs())
                .put("assumed_output_tokens", scoringParameters.assumedOutputTokens())
                .put("usable_quota", scoringParameters.usableQuota())
                .put("prior_calls", scoringParameters.priorCalls())
                .put("prior_success_rate", scoringParameters.priorSuccess())
                .put("prior_quality", scoringParameters.priorQuality());
    }

    private static ScoringParameters terms(JsonNode json) {
        return new ScoringParameters(
                number(json, "cost_midpoint_usd"),
                number(json, "latency_midpoint_ms"),
                json.path("assumed_output_tokens").asLong(),
                number(json, "usable_quota"),
                number(json, "prior_calls"),
                number(json, "prior_success_rate"),
                number(json, "prior_quality"));
    }

    static void texts(ArrayNode array, Iterable<?> values) {
        values.forEach(value -> array.add(value.toString()));
    }

    static <T> List<T> list(JsonNode json, String field, Function<String, T> read) {
        List<T> list = new ArrayList<>();
        json.path(field).forEach(node -> list.add(read.apply(node.asText())));
        return list;
    }

    static double number(JsonNode json, String field) {
        JsonNode node = json.path(field);
        if (!node.isNumber()) {
            throw new IllegalArgumentException("a decision's inputs lack the number " + field);
        }
        return node.doubleValue();
    }

    /** Null where there is none. */
    static String text(JsonNode json, String field) {
        return json.path(field).textValue();
    }

    /** Null where there is none. */
    static @Nullable Long whole(JsonNode json, String field) {
        return json.hasNonNull(field) ? Long.valueOf(json.get(field).longValue()) : null;
    }

    static ModelKey model(String qualified) {
        return ModelKey.parse(qualified).orElseThrow(() -> new IllegalArgumentException("not a model: " + qualified));
    }
}

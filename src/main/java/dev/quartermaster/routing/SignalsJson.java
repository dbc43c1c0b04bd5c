package dev.quartermaster.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.performance.window.PerformanceStatistics;
import dev.quartermaster.routing.Signals.Bar;
import dev.quartermaster.routing.Signals.ProviderSignal;
import dev.quartermaster.routing.Signals.Resident;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Signals as part of {@link InputsJson}. Names come sorted, so that the same is written in the same way. */
final class SignalsJson {

    private SignalsJson() {}

    static ObjectNode write(Signals signals) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        InputsJson.texts(json.putArray("callable"), new TreeSet<>(signals.callable()));
        if (signals.region() != null) {
            json.put("bedrock_region", signals.region());
        }
        object(
                json,
                "routes",
                signals.routes(),
                (node, entry) -> node.put(entry.getKey(), entry.getValue().wire()));
        if (signals.resident() != null) {
            ObjectNode resident = json.putObject("resident");
            InputsJson.texts(
                    resident.putArray("known"), new TreeSet<>(signals.resident().known()));
            InputsJson.texts(
                    resident.putArray("within"),
                    new TreeSet<>(signals.resident().within()));
        }
        object(json, "unreachable", signals.unreachable(), (node, entry) -> node.put(entry.getKey(), entry.getValue()));
        object(
                json,
                "token_factors",
                signals.tokenFactors(),
                (node, entry) -> node.put(entry.getKey(), entry.getValue()));
        object(json, "providers", signals.providers(), (node, entry) -> {
            ObjectNode one = node.putObject(entry.getKey());
            health(one, entry.getValue().health(), entry.getValue().healthWaitMs());
        });
        object(
                json,
                "models",
                signals.models(),
                (node, entry) -> model(node.putObject(entry.getKey()), entry.getValue()));
        object(json, "closed", signals.closed(), SignalsJson::bar);
        object(json, "barred", signals.barred(), SignalsJson::bar);
        return json;
    }

    private static void bar(ObjectNode json, Map.Entry<String, Bar> entry) {
        ObjectNode one =
                json.putObject(entry.getKey()).put("why", entry.getValue().why());
        if (entry.getValue().waitMs() != 0) {
            one.put("wait_ms", entry.getValue().waitMs());
        }
    }

    private static Bar bar(JsonNode json) {
        return new Bar(InputsJson.text(json, "why"), json.path("wait_ms").asLong());
    }

    static Signals read(JsonNode json) {
        JsonNode resident = json.get("resident");
        return new Signals(
                new HashSet<>(InputsJson.list(json, "callable", ProviderId::of)),
                InputsJson.text(json, "bedrock_region"),
                map(
                        json,
                        "routes",
                        InputsJson::model,
                        node -> PriceRoute.valueOf(node.asText().toUpperCase(Locale.ROOT))),
                resident == null
                        ? null
                        : new Resident(
                                new HashSet<>(InputsJson.list(resident, "known", InputsJson::model)),
                                new HashSet<>(InputsJson.list(resident, "within", InputsJson::model))),
                map(json, "unreachable", InputsJson::model, JsonNode::asText),
                map(json, "token_factors", ProviderId::of, JsonNode::doubleValue),
                map(
                        json,
                        "providers",
                        ProviderId::of,
                        node -> new ProviderSignal(
                                share(node, "health", 1),
                                node.path("health_wait_ms").asLong())),
                map(json, "models", InputsJson::model, SignalsJson::model),
                map(json, "closed", ProviderId::of, SignalsJson::bar),
                map(json, "barred", InputsJson::model, SignalsJson::bar));
    }

    private static void model(ObjectNode json, ModelSignal signal) {
        if (signal.counted()) {
            json.put("quota_wait_ms", signal.quotaWaitMs());
        }
        if (signal.requestsUsed() != 0) {
            json.put("requests_used", signal.requestsUsed());
        }
        if (signal.tokensUsed() != 0) {
            json.put("tokens_used", signal.tokensUsed());
        }
        health(json, signal.health(), signal.healthWaitMs());
        if (!signal.track().equals(PerformanceStatistics.NONE)) {
            track(json.putArray("track"), signal.track());
        }
    }

    private static ModelSignal model(JsonNode json) {
        return new ModelSignal(
                json.has("quota_wait_ms"),
                json.path("quota_wait_ms").asLong(),
                share(json, "requests_used", 0),
                share(json, "tokens_used", 0),
                share(json, "health", 1),
                json.path("health_wait_ms").asLong(),
                json.has("track") ? track(json.get("track")) : PerformanceStatistics.NONE);
    }

    private static void health(ObjectNode json, double health, long waitMs) {
        if (health != 1) {
            json.put("health", health);
        }
        if (waitMs != 0) {
            json.put("health_wait_ms", waitMs);
        }
    }

    /** In the order of the record's components. */
    private static void track(ArrayNode json, PerformanceStatistics statistics) {
        json.add(statistics.calls())
                .add(statistics.successes())
                .add(statistics.quality())
                .add(statistics.latencyP50Ms())
                .add(statistics.latencyP95Ms())
                .add(statistics.latencyP99Ms())
                .add(statistics.firstTokenP50Ms())
                .add(statistics.tokensPerSecond())
                .add(statistics.outputP95Tokens());
    }

    private static PerformanceStatistics track(JsonNode json) {
        return new PerformanceStatistics(
                json.path(0).asLong(),
                json.path(1).asLong(),
                real(json.path(2)),
                real(json.path(3)),
                real(json.path(4)),
                real(json.path(5)),
                real(json.path(6)),
                real(json.path(7)),
                json.path(8).isNumber() ? Long.valueOf(json.path(8).longValue()) : null);
    }

    private static @Nullable Double real(JsonNode node) {
        return node.isNumber() ? Double.valueOf(node.doubleValue()) : null;
    }

    private static double share(JsonNode json, String field, double otherwise) {
        return json.has(field) ? InputsJson.number(json, field) : otherwise;
    }

    private static <K, V> void object(
            ObjectNode json, String field, Map<K, V> values, BiConsumer<ObjectNode, Map.Entry<String, V>> write) {
        if (!values.isEmpty()) {
            ObjectNode node = json.putObject(field);
            Map<String, V> sorted = new TreeMap<>();
            values.forEach((key, value) -> sorted.put(key.toString(), value));
            sorted.entrySet().forEach(entry -> write.accept(node, entry));
        }
    }

    private static <K, V> Map<K, V> map(
            JsonNode json, String field, Function<String, K> key, Function<JsonNode, V> value) {
        Map<K, V> map = new HashMap<>();
        json.path(field)
                .properties()
                .forEach(entry -> map.put(key.apply(entry.getKey()), value.apply(entry.getValue())));
        return map;
    }
}

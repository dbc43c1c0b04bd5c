package dev.quartermaster.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Feature;
import java.math.BigDecimal;
import java.util.HashSet;

/** A need as part of {@link InputsJson}. */
final class NeedJson {

    private NeedJson() {}

    static ObjectNode write(Need need) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (!need.task().equals(Need.TEXT)) {
            json.put("task", need.task());
        }
        if (!need.capabilities().isEmpty()) {
            InputsJson.texts(json.putArray("capabilities"), need.capabilities());
        }
        if (!need.features().isEmpty()) {
            InputsJson.texts(
                    json.putArray("features"),
                    need.features().stream().map(Feature::wire).toList());
        }
        json.put("input_tokens", need.inputTokens());
        optional(json, need);
        json.put("priority", need.priority().wire());
        return json;
    }

    private static void optional(ObjectNode json, Need need) {
        if (need.maxOutputTokens() != null) {
            json.put("max_output_tokens", need.maxOutputTokens());
        }
        if (need.maxCost() != null) {
            // In words: a number might be read as one that is only near.
            json.put("max_cost_usd", need.maxCost().toString());
        }
        if (need.maxLatencyMs() != null) {
            json.put("max_latency_ms", need.maxLatencyMs());
        }
        if (!need.excludedProviders().isEmpty()) {
            InputsJson.texts(json.putArray("excluded_providers"), need.excludedProviders());
        }
        if (need.residency() != null) {
            json.put("residency", need.residency());
        }
        if (need.conversation() != null) {
            json.putObject("conversation")
                    .put("model", need.conversation().model().toString())
                    .put("cached_tokens", need.conversation().cachedTokens());
        }
        if (need.agentType() != null) {
            json.put("agent_type", need.agentType());
        }
        if (need.allowed() != null) {
            InputsJson.texts(json.putArray("allowed"), need.allowed());
        }
    }

    static Need read(JsonNode json) {
        String maxCost = InputsJson.text(json, "max_cost_usd");
        JsonNode conversation = json.get("conversation");
        return new Need(
                json.path("task").asText(Need.TEXT),
                new HashSet<>(InputsJson.list(json, "capabilities", word -> word)),
                new HashSet<>(InputsJson.list(
                        json, "features", word -> Feature.parse(word).orElseThrow(() -> unknown(word)))),
                json.path("input_tokens").asLong(),
                InputsJson.whole(json, "max_output_tokens"),
                maxCost == null ? null : new Money(new BigDecimal(maxCost)),
                InputsJson.whole(json, "max_latency_ms"),
                new HashSet<>(InputsJson.list(json, "excluded_providers", ProviderId::of)),
                Priority.parse(json.path("priority").asText()).orElseThrow(() -> unknown("its priority")),
                InputsJson.text(json, "residency"),
                conversation == null
                        ? null
                        : new Conversation(
                                InputsJson.model(conversation.path("model").asText()),
                                conversation.path("cached_tokens").asLong()),
                InputsJson.text(json, "agent_type"),
                json.has("allowed") ? new HashSet<>(InputsJson.list(json, "allowed", InputsJson::model)) : null);
    }

    private static IllegalArgumentException unknown(String what) {
        return new IllegalArgumentException("a decision's inputs hold what is not known: " + what);
    }
}

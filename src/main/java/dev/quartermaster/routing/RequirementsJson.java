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
final class RequirementsJson {

    private RequirementsJson() {}

    static ObjectNode write(ModelRequirements requirements) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (!requirements.task().equals(ModelRequirements.TEXT)) {
            json.put("task", requirements.task());
        }
        if (!requirements.constraints().capabilities().isEmpty()) {
            InputsJson.texts(
                    json.putArray("capabilities"), requirements.constraints().capabilities());
        }
        if (!requirements.features().isEmpty()) {
            InputsJson.texts(
                    json.putArray("features"),
                    requirements.features().stream().map(Feature::wire).toList());
        }
        json.put("input_tokens", requirements.inputTokens());
        if (requirements.maxOutputTokens() != null) {
            json.put("max_output_tokens", requirements.maxOutputTokens());
        }
        constraints(json, requirements.constraints());
        asker(json, requirements.asker());
        json.put("priority", requirements.priority().wire());
        return json;
    }

    private static void constraints(ObjectNode json, Constraints asked) {
        if (asked.maxCost() != null) {
            // In words: a number might be read as one that is only near.
            json.put("max_cost_usd", asked.maxCost().toString());
        }
        if (asked.maxLatencyMs() != null) {
            json.put("max_latency_ms", asked.maxLatencyMs());
        }
        if (!asked.excludedProviders().isEmpty()) {
            InputsJson.texts(json.putArray("excluded_providers"), asked.excludedProviders());
        }
        if (asked.residency() != null) {
            json.put("residency", asked.residency());
        }
    }

    private static void asker(ObjectNode json, RequestingAgent agent) {
        if (agent.conversation() != null) {
            json.putObject("conversation")
                    .put("model", agent.conversation().model().toString())
                    .put("cached_tokens", agent.conversation().cachedTokens());
        }
        if (agent.agentType() != null) {
            json.put("agent_type", agent.agentType());
        }
        if (agent.allowed() != null) {
            InputsJson.texts(json.putArray("allowed"), agent.allowed());
        }
    }

    static ModelRequirements read(JsonNode json) {
        return new ModelRequirements(
                json.path("task").asText(ModelRequirements.TEXT),
                new HashSet<>(InputsJson.list(
                        json, "features", word -> Feature.parse(word).orElseThrow(() -> unknown(word)))),
                json.path("input_tokens").asLong(),
                InputsJson.whole(json, "max_output_tokens"),
                Priority.parse(json.path("priority").asText()).orElseThrow(() -> unknown("its priority")),
                constraints(json),
                asker(json));
    }

    private static Constraints constraints(JsonNode json) {
        String maxCost = InputsJson.text(json, "max_cost_usd");
        return new Constraints(
                new HashSet<>(InputsJson.list(json, "capabilities", word -> word)),
                maxCost == null ? null : new Money(new BigDecimal(maxCost)),
                InputsJson.whole(json, "max_latency_ms"),
                new HashSet<>(InputsJson.list(json, "excluded_providers", ProviderId::of)),
                InputsJson.text(json, "residency"));
    }

    private static RequestingAgent asker(JsonNode json) {
        JsonNode conversation = json.get("conversation");
        return new RequestingAgent(
                InputsJson.text(json, "agent_type"),
                json.has("allowed") ? new HashSet<>(InputsJson.list(json, "allowed", InputsJson::model)) : null,
                conversation == null
                        ? null
                        : new OngoingConversation(
                                InputsJson.model(conversation.path("model").asText()),
                                conversation.path("cached_tokens").asLong()));
    }

    private static IllegalArgumentException unknown(String what) {
        return new IllegalArgumentException("a decision's inputs hold what is not known: " + what);
    }
}

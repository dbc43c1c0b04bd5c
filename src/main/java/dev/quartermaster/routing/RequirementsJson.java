package dev.quartermaster.routing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Feature;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Requirements as part of {@link InputsJson}.
 *
 * @param task null for text
 * @param maxCostUsd as text: a number might be read as one that is only near
 * @param allowed null for all models; may be empty
 */
@RegisterForReflection
record RequirementsJson(
        @Nullable String task,
        @Nullable Set<String> capabilities,
        @Nullable List<String> features,
        long inputTokens,
        @Nullable Long maxOutputTokens,
        @Nullable String maxCostUsd,
        @Nullable Long maxLatencyMs,
        @Nullable Set<String> excludedProviders,
        @Nullable String residency,
        @Nullable ConversationJson conversation,
        @Nullable String agentType,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Set<String> allowed,
        String priority) {

    @RegisterForReflection
    record ConversationJson(String model, long cachedTokens) {

        static ConversationJson of(OngoingConversation conversation) {
            return new ConversationJson(conversation.model().toString(), conversation.cachedTokens());
        }

        OngoingConversation conversation() {
            return new OngoingConversation(InputsJson.model(model), cachedTokens);
        }
    }

    static RequirementsJson of(ModelRequirements requirements) {
        Constraints constraints = requirements.constraints();
        RequestingAgent agent = requirements.asker();
        return new RequirementsJson(
                requirements.task().equals(ModelRequirements.TEXT) ? null : requirements.task(),
                constraints.capabilities(),
                requirements.features().stream().map(Feature::wire).toList(),
                requirements.inputTokens(),
                requirements.maxOutputTokens(),
                constraints.maxCost() == null ? null : constraints.maxCost().toString(),
                constraints.maxLatencyMs(),
                InputsJson.names(constraints.excludedProviders()),
                constraints.residency(),
                agent.conversation() == null ? null : ConversationJson.of(agent.conversation()),
                agent.agentType(),
                agent.allowed() == null ? null : InputsJson.names(agent.allowed()),
                requirements.priority().wire());
    }

    ModelRequirements requirements() {
        return new ModelRequirements(
                task == null ? ModelRequirements.TEXT : task,
                InputsJson.set(features, word -> Feature.parse(word).orElseThrow(() -> unknown(word))),
                inputTokens,
                maxOutputTokens,
                Priority.parse(priority).orElseThrow(() -> unknown("its priority")),
                new Constraints(
                        capabilities == null ? Set.of() : capabilities,
                        maxCostUsd == null ? null : Money.usd(maxCostUsd),
                        maxLatencyMs,
                        InputsJson.set(excludedProviders, ProviderId::of),
                        residency),
                new RequestingAgent(
                        agentType,
                        allowed == null ? null : InputsJson.set(allowed, InputsJson::model),
                        conversation == null ? null : conversation.conversation()));
    }

    private static IllegalArgumentException unknown(String what) {
        return new IllegalArgumentException("a decision's inputs hold what is not known: " + what);
    }
}

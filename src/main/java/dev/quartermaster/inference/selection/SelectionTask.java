package dev.quartermaster.inference.selection;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Feature;
import java.util.Set;

/**
 * What a model is to be chosen for.
 *
 * @param taskId null where unsaid
 * @param agentType null where unsaid
 * @param inputTokens of the prompt, estimated
 * @param maxOutputTokens the most the answer may take; null where that is left open
 */
public record SelectionTask(
        String taskId,
        String agentType,
        Priority priority,
        long inputTokens,
        Long maxOutputTokens,
        Set<Feature> features,
        Constraints constraints) {

    public SelectionTask {
        features = Set.copyOf(features);
    }

    /**
     * What is asked of the model besides.
     *
     * @param maxCost the most the request may be estimated to cost; null for no bound
     * @param maxLatencyMs the most the answer may be expected to take; null for no bound
     * @param residency where the data may go; null for anywhere
     */
    public record Constraints(
            Set<String> requiredCapabilities,
            Money maxCost,
            Long maxLatencyMs,
            Set<ProviderId> excludedProviders,
            String residency) {

        public static final Constraints NONE = new Constraints(Set.of(), null, null, Set.of(), null);

        public Constraints {
            requiredCapabilities = Set.copyOf(requiredCapabilities);
            excludedProviders = Set.copyOf(excludedProviders);
        }
    }
}

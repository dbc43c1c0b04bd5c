package dev.quartermaster.inference.selection;

import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.routing.Constraints;
import java.util.Set;

/**
 * A task that a model is selected for.
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
}

package dev.quartermaster.inference.selection;

import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.routing.Constraints;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A task that a model is selected for.
 *
 * @param taskId null where unsaid
 * @param agentType null where unsaid
 * @param inputTokens of the prompt, estimated
 * @param maxOutputTokens the most the answer may take; null where that is left open
 */
public record SelectionTask(
        @Nullable String taskId,
        @Nullable String agentType,
        Priority priority,
        long inputTokens,
        @Nullable Long maxOutputTokens,
        Set<Feature> features,
        Constraints constraints) {

    public SelectionTask {
        features = Set.copyOf(features);
    }
}

package dev.quartermaster.performance;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.history.InvocationCost;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of a call that an agent made itself.
 *
 * @param agentType null if not given
 * @param taskId null if not given
 * @param latencyMs null if unknown; known for every success
 * @param quality in [0,1]; null if not rated
 */
public record AgentReport(
        @Nullable String agentType,
        @Nullable String taskId,
        ModelKey model,
        boolean success,
        @Nullable Double latencyMs,
        @Nullable Double quality,
        InvocationCost bill) {}

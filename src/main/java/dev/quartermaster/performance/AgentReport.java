package dev.quartermaster.performance;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.history.InvocationCost;

/**
 * Outcome of a call that an agent made itself.
 *
 * @param agentType null if not given
 * @param taskId null if not given
 * @param latencyMs null if unknown; known for every success
 * @param quality in [0,1]; null if not rated
 */
public record AgentReport(
        String agentType,
        String taskId,
        ModelKey model,
        boolean success,
        Double latencyMs,
        Double quality,
        InvocationCost bill) {}

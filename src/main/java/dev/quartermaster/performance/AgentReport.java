package dev.quartermaster.performance;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.history.InvocationCost;

/**
 * What an agent saw of a call that it made by itself.
 *
 * @param agentType null where unsaid
 * @param taskId null where unsaid
 * @param latencyMs null where unknown; known of every success
 * @param quality in [0,1]; null where it was not judged
 */
public record AgentReport(
        String agentType,
        String taskId,
        ModelKey model,
        boolean success,
        Double latencyMs,
        Double quality,
        InvocationCost bill) {}

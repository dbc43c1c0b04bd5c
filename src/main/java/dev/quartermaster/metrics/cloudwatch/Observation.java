package dev.quartermaster.metrics.cloudwatch;

import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.metrics.request.MetricLabels;
import org.jspecify.annotations.Nullable;

/**
 * Figures of one request for CloudWatch.
 *
 * @param model qualified, as {@code provider/id}
 * @param latencyMs null if unknown
 * @param costUsd null if unknown
 */
record Observation(
        String agentType,
        String model,
        boolean success,
        @Nullable Double latencyMs,
        long inputTokens,
        long outputTokens,
        @Nullable Double costUsd) {

    static Observation of(InvocationRecord record, MetricLabels labels) {
        return new Observation(
                labels.agent(record.origin().agentType()),
                labels.model(record.model()).toString(),
                record.outcome().success(),
                record.latencyMs(),
                record.bill().usage().promptTokens(),
                record.bill().usage().answerTokens(),
                record.bill().cost() == null
                        ? null
                        : Double.valueOf(record.bill().cost().usd().doubleValue()));
    }
}

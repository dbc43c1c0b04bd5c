package dev.quartermaster.metrics.cloudwatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The values of one metric in one minute, of one agent type and model.
 *
 * @param success {@code true} or {@code false}; null for a metric that is not told by success
 */
record Datum(
        CloudWatchMetric metric,
        String agentType,
        String model,
        @Nullable String success,
        Instant minute,
        StatisticSet values) {}

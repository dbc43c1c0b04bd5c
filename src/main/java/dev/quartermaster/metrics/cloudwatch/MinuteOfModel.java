package dev.quartermaster.metrics.cloudwatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Observations of one minute of one agent type and model. Belongs to one thread at a time. */
final class MinuteOfModel {

    /** Names one. */
    record Key(long minute, String agentType, String model) {

        // Written out: a native executable interprets what the compiler makes for a record, at 100 times the price.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && minute == that.minute
                    && agentType.equals(that.agentType)
                    && model.equals(that.model);
        }

        @Override
        public int hashCode() {
            return (31 * Long.hashCode(minute) + agentType.hashCode()) * 31 + model.hashCode();
        }
    }

    private StatisticSet latency = StatisticSet.EMPTY;
    private StatisticSet input = StatisticSet.EMPTY;
    private StatisticSet output = StatisticSet.EMPTY;
    private StatisticSet cost = StatisticSet.EMPTY;
    private StatisticSet successes = StatisticSet.EMPTY;
    private StatisticSet failures = StatisticSet.EMPTY;

    void add(Observation seen) {
        if (seen.latencyMs() != null) {
            latency = latency.plus(seen.latencyMs());
        }
        input = input.plus((double) seen.inputTokens());
        output = output.plus((double) seen.outputTokens());
        if (seen.costUsd() != null) {
            cost = cost.plus(seen.costUsd());
        }
        if (seen.success()) {
            successes = successes.plus(1);
        } else {
            failures = failures.plus(1);
        }
    }

    List<Datum> data(Key key) {
        List<Datum> data = new ArrayList<>(CloudWatchMetric.values().length + 1);
        add(data, key, CloudWatchMetric.MODEL_LATENCY, null, latency);
        add(data, key, CloudWatchMetric.INPUT_TOKENS, null, input);
        add(data, key, CloudWatchMetric.OUTPUT_TOKENS, null, output);
        add(data, key, CloudWatchMetric.MODEL_INVOCATIONS, "true", successes);
        add(data, key, CloudWatchMetric.MODEL_INVOCATIONS, "false", failures);
        add(data, key, CloudWatchMetric.MODEL_COST, null, cost);
        return data;
    }

    private static void add(
            List<Datum> data, Key key, CloudWatchMetric metric, @Nullable String success, StatisticSet values) {
        if (values.count() > 0) {
            Instant minute = Instant.ofEpochSecond(TimeUnit.MINUTES.toSeconds(key.minute()));
            data.add(new Datum(metric, key.agentType(), key.model(), success, minute, values));
        }
    }
}

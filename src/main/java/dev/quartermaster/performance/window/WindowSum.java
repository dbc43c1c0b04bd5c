package dev.quartermaster.performance.window;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Sum of the slices of windows of one model, or of several. For one thread at a time. */
public final class WindowSum {

    private long calls;
    private long successes;
    private double quality;
    private double judged;
    private double tokens;
    private double seconds;
    private @Nullable Histogram latencies;
    private @Nullable Histogram firstTokens;
    private @Nullable Histogram outputs;

    void add(SlidingWindow.Slice slice) {
        calls += slice.calls;
        successes += slice.successes;
        quality += slice.quality;
        judged += slice.judged;
        tokens += slice.tokens;
        seconds += slice.seconds;
        latencies = sum(latencies, slice.latencies);
        firstTokens = sum(firstTokens, slice.firstTokens);
        outputs = sum(outputs, slice.outputs);
    }

    private static @Nullable Histogram sum(@Nullable Histogram sum, Distribution part) {
        if (part.isEmpty()) {
            return sum;
        }
        Histogram all = sum == null ? Distribution.sum() : sum;
        part.addTo(all);
        return all;
    }

    /** Returns what was added. */
    public PerformanceStatistics statistics() {
        if (calls == 0 && judged == 0) {
            return PerformanceStatistics.NONE;
        }
        return new PerformanceStatistics(
                calls,
                successes,
                judged == 0 ? null : quality / judged,
                number(quantile(latencies, 50)),
                number(quantile(latencies, 95)),
                number(quantile(latencies, 99)),
                number(quantile(firstTokens, 50)),
                seconds == 0 ? null : tokens / seconds,
                quantile(outputs, 95),
                judged);
    }

    /** Returns a percentile to one in a hundred; null if there are no values. */
    private static @Nullable Long quantile(@Nullable Histogram values, double percent) {
        return values == null ? null : Long.valueOf(values.getValueAtPercentile(percent));
    }

    private static @Nullable Double number(@Nullable Long value) {
        return value == null ? null : value.doubleValue();
    }
}

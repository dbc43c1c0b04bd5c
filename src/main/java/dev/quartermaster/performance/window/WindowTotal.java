package dev.quartermaster.performance.window;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The slices of a window, added up. For one thread at a time. */
final class WindowTotal {

    private long calls;
    private long successes;
    private double quality;
    private long judged;
    private double tokens;
    private double seconds;
    private @Nullable Histogram latencies;
    private @Nullable Histogram firstTokens;
    private @Nullable Histogram outputs;

    void add(WindowSlice windowSlice) {
        calls += windowSlice.calls;
        successes += windowSlice.successes;
        quality += windowSlice.quality;
        judged += windowSlice.judged;
        tokens += windowSlice.tokens;
        seconds += windowSlice.seconds;
        latencies = sum(latencies, windowSlice.latencies);
        firstTokens = sum(firstTokens, windowSlice.firstTokens);
        outputs = sum(outputs, windowSlice.outputs);
    }

    private static @Nullable Histogram sum(@Nullable Histogram sum, Distribution part) {
        if (part.isEmpty()) {
            return sum;
        }
        Histogram all = sum == null ? Distribution.sum() : sum;
        part.addTo(all);
        return all;
    }

    PerformanceStatistics track() {
        return new PerformanceStatistics(
                calls,
                successes,
                judged == 0 ? null : quality / judged,
                number(quantile(latencies, 50)),
                number(quantile(latencies, 95)),
                number(quantile(latencies, 99)),
                number(quantile(firstTokens, 50)),
                seconds == 0 ? null : tokens / seconds,
                quantile(outputs, 95));
    }

    /** Returns a percentile to one in a hundred; null if there are no values. */
    private static @Nullable Long quantile(@Nullable Histogram values, double percent) {
        return values == null ? null : Long.valueOf(values.getValueAtPercentile(percent));
    }

    private static @Nullable Double number(@Nullable Long value) {
        return value == null ? null : value.doubleValue();
    }
}

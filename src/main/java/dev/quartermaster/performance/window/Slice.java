package dev.quartermaster.performance.window;

import dev.quartermaster.performance.Track;

/** The calls of one stretch of time. For one thread at a time. */
final class Slice {

    private static final double MS_A_SECOND = 1_000;

    private long calls;
    private long successes;
    private double quality;
    private long judged;
    private double tokens;
    private double seconds;
    private final Distribution latencies = new Distribution();
    private final Distribution firstTokens = new Distribution();
    private final Distribution outputs = new Distribution();

    void add(Call call) {
        calls++;
        if (call.quality() != null) {
            quality += call.quality();
            judged++;
        }
        if (call.success()) {
            successes++;
            measure(call);
        }
    }

    /** What a failure took says nothing about how fast the model is. */
    private void measure(Call call) {
        if (call.latencyMs() != null) {
            latencies.add(call.latencyMs());
        }
        if (call.firstTokenMs() != null) {
            firstTokens.add(call.firstTokenMs());
        }
        if (call.outputTokens() != null && call.outputTokens() > 0) {
            outputs.add(call.outputTokens());
            if (call.latencyMs() != null && call.latencyMs() > 0) {
                tokens += call.outputTokens();
                seconds += call.latencyMs() / MS_A_SECOND;
            }
        }
    }

    void add(Slice other) {
        calls += other.calls;
        successes += other.successes;
        quality += other.quality;
        judged += other.judged;
        tokens += other.tokens;
        seconds += other.seconds;
        latencies.add(other.latencies);
        firstTokens.add(other.firstTokens);
        outputs.add(other.outputs);
    }

    long calls() {
        return calls;
    }

    Track track() {
        return new Track(
                calls,
                successes,
                judged == 0 ? null : quality / judged,
                number(latencies.quantile(0.5)),
                number(latencies.quantile(0.95)),
                number(latencies.quantile(0.99)),
                number(firstTokens.quantile(0.5)),
                seconds == 0 ? null : tokens / seconds,
                outputs.quantile(0.95));
    }

    private static Double number(Long value) {
        return value == null ? null : value.doubleValue();
    }

    int bytes() {
        return 200 + latencies.bytes() + firstTokens.bytes() + outputs.bytes();
    }
}

package dev.quartermaster.performance.window;

/** The calls of one stretch of time. For one thread at a time. */
final class WindowSlice {

    private static final double MS_A_SECOND = 1_000;

    long calls;
    long successes;
    double quality;
    long judged;
    double tokens;
    double seconds;
    final Distribution latencies = new Distribution();
    final Distribution firstTokens = new Distribution();
    final Distribution outputs = new Distribution();

    void add(CallSample call) {
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
    private void measure(CallSample call) {
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

    int bytes() {
        return 100 + latencies.bytes() + firstTokens.bytes() + outputs.bytes();
    }
}

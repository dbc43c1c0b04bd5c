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

    void add(CallSample callSample) {
        calls++;
        if (callSample.quality() != null) {
            quality += callSample.quality();
            judged++;
        }
        if (callSample.success()) {
            successes++;
            measure(callSample);
        }
    }

    /** Records the latencies of a success; a failure's duration says nothing about the model's speed. */
    private void measure(CallSample callSample) {
        if (callSample.latencyMs() != null) {
            latencies.add(callSample.latencyMs());
        }
        if (callSample.firstTokenMs() != null) {
            firstTokens.add(callSample.firstTokenMs());
        }
        if (callSample.outputTokens() != null && callSample.outputTokens() > 0) {
            outputs.add(callSample.outputTokens());
            if (callSample.latencyMs() != null && callSample.latencyMs() > 0) {
                tokens += callSample.outputTokens();
                seconds += callSample.latencyMs() / MS_A_SECOND;
            }
        }
    }

    int bytes() {
        return 100 + latencies.bytes() + firstTokens.bytes() + outputs.bytes();
    }
}

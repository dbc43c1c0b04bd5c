package dev.quartermaster.performance.window;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Calls of the last hour, day or week. For one thread at a time. */
final class SlidingWindow {

    private final long sliceMillis;
    private final @Nullable Slice[] slices;
    /** Number of the slice at the same index, counted from 1970. */
    private final long[] numbers;

    SlidingWindow(WindowLength windowLength) {
        this.sliceMillis = windowLength.slice().toMillis();
        this.slices = new Slice[windowLength.slices()];
        this.numbers = new long[windowLength.slices()];
    }

    /** Adds a call; one older than the window is ignored, one from the future counts as of now. */
    void add(CallSample callSample, Instant now) {
        Slice slice = at(callSample.time(), now);
        if (slice != null) {
            slice.add(callSample);
        }
    }

    /** Adds a score of a call, which counts in the slice of its time; one older than the window is ignored. */
    void score(Instant time, double score, double weight, Instant now) {
        Slice slice = at(time, now);
        if (slice != null) {
            slice.score(score, weight);
        }
    }

    private @Nullable Slice at(Instant time, Instant now) {
        long newest = slice(now);
        long own = Math.min(slice(time), newest);
        if (own <= newest - slices.length) {
            return null;
        }
        int place = (int) Math.floorMod(own, (long) slices.length);
        Slice known = slices[place];
        Slice current = known == null || numbers[place] != own ? new Slice() : known;
        slices[place] = current;
        numbers[place] = own;
        return current;
    }

    PerformanceStatistics statistics(Instant now) {
        WindowSum sum = new WindowSum();
        addTo(sum, now);
        return sum.statistics();
    }

    void addTo(WindowSum sum, Instant now) {
        long newest = slice(now);
        for (int place = 0; place < slices.length; place++) {
            if (slices[place] != null && numbers[place] <= newest - slices.length) {
                slices[place] = null;
            }
            if (slices[place] != null) {
                sum.add(slices[place]);
            }
        }
    }

    private long slice(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), sliceMillis);
    }

    int bytes() {
        int bytes = 16 * slices.length;
        for (Slice slice : slices) {
            bytes += slice == null ? 0 : slice.bytes();
        }
        return bytes;
    }

    /** Calls of one slice of time. */
    static final class Slice {

        private static final double MS_A_SECOND = 1_000;

        long calls;
        long successes;
        double quality;
        double judged;
        double tokens;
        double seconds;
        final Distribution latencies = new Distribution();
        final Distribution firstTokens = new Distribution();
        final Distribution outputs = new Distribution();

        void add(CallSample callSample) {
            calls++;
            if (callSample.quality() != null) {
                score(callSample.quality(), 1);
            }
            if (callSample.success()) {
                successes++;
                measure(callSample);
            }
        }

        void score(double score, double weight) {
            quality += score * weight;
            judged += weight;
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
}

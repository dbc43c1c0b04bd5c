package dev.quartermaster.performance.window;

import java.time.Instant;

/** The calls of the last hour, day or week. For one thread at a time. */
final class SlidingWindow {

    private final long sliceMillis;
    private final WindowSlice[] slices;
    /** Which stretch of time the slice at the same place holds, counted from 1970. */
    private final long[] stretches;

    SlidingWindow(WindowLength windowLength) {
        this.sliceMillis = windowLength.slice().toMillis();
        this.slices = new WindowSlice[windowLength.slices()];
        this.stretches = new long[windowLength.slices()];
    }

    /** A call that is older than the window changes nothing; one from a clock ahead of ours counts as of now. */
    void add(CallSample callSample, Instant now) {
        long newest = stretch(now);
        long own = Math.min(stretch(callSample.time()), newest);
        if (own > newest - slices.length) {
            int place = (int) Math.floorMod(own, (long) slices.length);
            if (slices[place] == null || stretches[place] != own) {
                slices[place] = new WindowSlice();
                stretches[place] = own;
            }
            slices[place].add(callSample);
        }
    }

    PerformanceStatistics track(Instant now) {
        long newest = stretch(now);
        WindowTotal sum = null;
        for (int place = 0; place < slices.length; place++) {
            if (slices[place] != null && stretches[place] <= newest - slices.length) {
                slices[place] = null;
            }
            if (slices[place] != null) {
                sum = sum == null ? new WindowTotal() : sum;
                sum.add(slices[place]);
            }
        }
        return sum == null ? PerformanceStatistics.NONE : sum.track();
    }

    private long stretch(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), sliceMillis);
    }

    int bytes() {
        int bytes = 16 * slices.length;
        for (WindowSlice windowSlice : slices) {
            bytes += windowSlice == null ? 0 : windowSlice.bytes();
        }
        return bytes;
    }
}

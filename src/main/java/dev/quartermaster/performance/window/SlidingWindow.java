package dev.quartermaster.performance.window;

import dev.quartermaster.performance.Track;
import java.time.Instant;

/** The calls of the last hour, day or week. For one thread at a time. */
final class SlidingWindow {

    private final long sliceMillis;
    private final Slice[] slices;
    /** Which stretch of time the slice at the same place holds, counted from 1970. */
    private final long[] stretches;

    SlidingWindow(Span span) {
        this.sliceMillis = span.slice().toMillis();
        this.slices = new Slice[span.slices()];
        this.stretches = new long[span.slices()];
    }

    /** A call that is older than the window changes nothing; one from a clock ahead of ours counts as of now. */
    void add(Call call, Instant now) {
        long newest = stretch(now);
        long own = Math.min(stretch(call.time()), newest);
        if (own > newest - slices.length) {
            int place = (int) Math.floorMod(own, (long) slices.length);
            if (slices[place] == null || stretches[place] != own) {
                slices[place] = new Slice();
                stretches[place] = own;
            }
            slices[place].add(call);
        }
    }

    Track track(Instant now) {
        long newest = stretch(now);
        Slice sum = null;
        for (int place = 0; place < slices.length; place++) {
            if (slices[place] != null && stretches[place] <= newest - slices.length) {
                slices[place] = null;
            }
            if (slices[place] != null) {
                sum = sum == null ? new Slice() : sum;
                sum.add(slices[place]);
            }
        }
        return sum == null ? Track.NONE : sum.track();
    }

    private long stretch(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), sliceMillis);
    }

    int bytes() {
        int bytes = 16 * slices.length;
        for (Slice slice : slices) {
            bytes += slice == null ? 0 : slice.bytes();
        }
        return bytes;
    }
}

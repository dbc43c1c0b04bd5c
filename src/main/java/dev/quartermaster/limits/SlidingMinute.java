package dev.quartermaster.limits;

import java.time.Duration;

/**
 * Amounts taken over the last minute, in buckets of one second. The oldest bucket is counted whole until all of it is
 * more than a minute old, so that no minute, wherever it begins, holds more than was granted.
 *
 * <p>Not thread-safe; its owner locks. Time is given by the caller, in seconds of any steady clock.
 */
final class SlidingMinute {

    private static final int BUCKETS = 61;

    private final long[] taken = new long[BUCKETS];
    private long newest = Long.MIN_VALUE;
    private int newestSlot;
    private long sum;

    long used(long second) {
        advance(second);
        return sum;
    }

    void add(long second, long amount) {
        advance(second);
        taken[newestSlot] += amount;
        sum += amount;
    }

    /** Corrects what was taken at {@code when}; without effect once that second has left the window. */
    void correct(long second, long when, long difference) {
        advance(second);
        if (when > newest - BUCKETS) {
            long before = taken[slot(when)];
            long after = Math.max(0, before + difference);
            taken[slot(when)] = after;
            sum += after - before;
        }
    }

    /** Returns the wait until {@code amount} more fits under {@code limit}; a whole window if it never will. */
    Duration untilFree(long second, long amount, long limit) {
        advance(second);
        long left = sum;
        long wait = 0;
        for (long oldest = newest - BUCKETS + 1; oldest <= newest && left + amount > limit; oldest++) {
            left -= taken[slot(oldest)];
            wait++;
        }
        return Duration.ofSeconds(wait);
    }

    private void advance(long second) {
        if (second <= newest) {
            return;
        }
        long stale = newest == Long.MIN_VALUE ? BUCKETS : Math.min(BUCKETS, second - newest);
        for (long i = 0; i < stale; i++) {
            int slot = slot(second - i);
            sum -= taken[slot];
            taken[slot] = 0;
        }
        newest = second;
        newestSlot = slot(second);
    }

    private static int slot(long second) {
        return (int) Math.floorMod(second, (long) BUCKETS);
    }
}

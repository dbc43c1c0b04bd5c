package dev.quartermaster.inference.failover;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Keeps the retries of all requests together a small part of the traffic: when everything fails, asking everything
 * again and again would only make it worse. Counts over a sliding window. Safe for any thread.
 */
final class RetryBudget {

    static final int WINDOW_SECONDS = 10;

    private final int percent;
    private final long floor;
    private final LongSupplier seconds;
    private final long[] requests = new long[WINDOW_SECONDS];
    private final long[] retries = new long[WINDOW_SECONDS];
    private long now;

    /**
     * @param percent of the requests in the window; zero allows no retry at all
     * @param perSecond allowed however few requests there are, so that a quiet service retries too
     * @param seconds a clock that never goes back
     */
    RetryBudget(int percent, int perSecond, LongSupplier seconds) {
        if (percent < 0 || percent > 100 || perSecond < 0) {
            throw new IllegalArgumentException("quartermaster.failover: retry-budget-percent must be from 0 to 100"
                    + " and retry-budget-floor must not be negative");
        }
        this.percent = percent;
        this.floor = percent == 0 ? 0 : (long) perSecond * WINDOW_SECONDS;
        this.seconds = seconds;
        this.now = seconds.getAsLong();
    }

    /** A request set out. */
    synchronized void requested() {
        advance();
        requests[slot(now)]++;
    }

    /** Asks to call once more; false when the budget is used up. */
    synchronized boolean take() {
        advance();
        long used = Arrays.stream(retries).sum();
        long allowed = Math.max(floor, Arrays.stream(requests).sum() * percent / 100);
        if (used >= allowed) {
            return false;
        }
        retries[slot(now)]++;
        return true;
    }

    private void advance() {
        long current = seconds.getAsLong();
        for (long second = Math.max(now + 1, current - WINDOW_SECONDS + 1); second <= current; second++) {
            requests[slot(second)] = 0;
            retries[slot(second)] = 0;
        }
        now = Math.max(now, current);
    }

    private static int slot(long second) {
        return Math.floorMod(second, WINDOW_SECONDS);
    }
}

package dev.quartermaster.limits;

import java.time.Duration;

/**
 * State of one quota.
 *
 * @param limit the usable limit per minute
 * @param remaining what is free now
 * @param reset the time until all of it is free again
 */
public record RateLimitStatus(long limit, long remaining, Duration reset) {

    /** The share in use, from 0 to 1; a quota of nothing is always used up. */
    public double usedShare() {
        return limit == 0 ? 1 : 1 - (double) remaining / limit;
    }
}

package dev.quartermaster.limits;

import java.time.Duration;

/**
 * Where one quota stands.
 *
 * @param limit per minute, as usable
 * @param remaining what is free now
 * @param reset until all of it is free again
 */
public record RateLimitStatus(long limit, long remaining, Duration reset) {

    /** The share in use, from 0 to 1; a quota of nothing is always used up. */
    public double usedShare() {
        return limit == 0 ? 1 : 1 - (double) remaining / limit;
    }
}

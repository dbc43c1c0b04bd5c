package dev.quartermaster.limits;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Use of a model's quota, seen by one request.
 *
 * @param pause the wait until the request would be admitted; zero if it would be admitted now, {@link #NEVER}
 *     if the request is larger than the quota
 * @param requests the used fraction of our requests per minute, from 0 to 1; 0 if unlimited
 * @param tokens the used fraction of our tokens per minute, from 0 to 1; 0 if unlimited
 */
public record QuotaUse(Duration pause, double requests, double tokens) {

    /** The wait for a request that is larger than the quota itself. Longer than any other. */
    public static final Duration NEVER = ChronoUnit.FOREVER.getDuration();

    QuotaUse pausing(Duration other) {
        return new QuotaUse(other, requests, tokens);
    }
}

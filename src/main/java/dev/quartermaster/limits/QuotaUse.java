package dev.quartermaster.limits;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Use of a model's quota, seen by one request.
 *
 * @param pause the wait until the request would be admitted; zero if it would be admitted now, {@link #FOREVER} if it is
 *     larger than the whole quota of every key
 * @param requests the used fraction of our requests per minute, from 0 to 1; 0 if unlimited
 * @param tokens the used fraction of our tokens per minute, from 0 to 1; 0 if unlimited
 */
public record QuotaUse(Duration pause, double requests, double tokens) {

    public static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    QuotaUse pausing(Duration other) {
        return new QuotaUse(other, requests, tokens);
    }
}

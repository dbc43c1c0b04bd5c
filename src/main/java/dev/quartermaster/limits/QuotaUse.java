package dev.quartermaster.limits;

import java.time.Duration;

/**
 * Use of a model's quota, seen by one request.
 *
 * @param pause the wait until the request would be admitted; zero if it would be admitted now
 * @param requests the used fraction of our requests per minute, from 0 to 1; 0 if unlimited
 * @param tokens the used fraction of our tokens per minute, from 0 to 1; 0 if unlimited
 */
public record QuotaUse(Duration pause, double requests, double tokens) {

    QuotaUse pausing(Duration other) {
        return new QuotaUse(other, requests, tokens);
    }
}

package dev.quartermaster.limits;

import java.time.Duration;

/**
 * Where a model's quota stands for one request.
 *
 * @param pause until the request would be admitted; zero when it would be now
 * @param requests the part in use of the requests we may make a minute, from 0 to 1; 0 where they are not limited
 * @param tokens the same of the tokens
 */
public record QuotaUse(Duration pause, double requests, double tokens) {

    QuotaUse pausing(Duration other) {
        return new QuotaUse(other, requests, tokens);
    }
}

package dev.quartermaster.inference.failover;

import dev.quartermaster.domain.Backoff;
import dev.quartermaster.domain.ProviderFailure;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * The limits on retries and waits of one request.
 *
 * @param maxRetries in place, of each model
 * @param longestWait for one model in place; a longer one lets the next model go first
 * @param rounds waits before the route is walked again
 */
record FailoverRules(int maxRetries, Duration backOff, Duration longestWait, List<Duration> rounds) {

    private static final double JITTER = 0.5;

    FailoverRules {
        if (maxRetries < 0 || backOff.isNegative() || longestWait.isNegative()) {
            throw new IllegalArgumentException(
                    "quartermaster.failover: max-retries, back-off and longest-wait must not be negative");
        }
        // A round of zero seconds is how configuration says that there is none.
        rounds = rounds.stream()
                .filter(wait -> wait.compareTo(Duration.ZERO) > 0)
                .toList();
    }

    static FailoverRules of(FailoverConfig config) {
        return new FailoverRules(config.maxRetries(), config.backOff(), config.longestWait(), config.rounds());
    }

    /** Returns the provider's requested wait, else an exponential backoff with jitter of up to half. */
    Duration pause(int retriesBefore, ProviderFailure failure, DoubleSupplier random) {
        return failure.retryAfter()
                .orElseGet(() -> new Backoff(backOff, longestWait, JITTER).pause(retriesBefore, random));
    }
}

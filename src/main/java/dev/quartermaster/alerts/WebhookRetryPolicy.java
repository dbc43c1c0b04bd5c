package dev.quartermaster.alerts;

import dev.quartermaster.domain.Backoff;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Retry policy of a webhook.
 *
 * @param queue the most queued alerts
 * @param retries the most attempts after the first
 * @param base the pause after the first failure, before jitter shortens it
 * @param longest the longest pause, whatever the receiver asks for
 */
record WebhookRetryPolicy(int queue, int retries, Duration base, Duration longest, RandomGenerator random) {

    private static final double JITTER = 0.25;

    /** Chance comes first: a pause that would be much longer than the longest is the longest. */
    private static final Duration UNBOUNDED = ChronoUnit.FOREVER.getDuration();

    /**
     * Returns the pause before the next attempt: the receiver's own, or else an exponential back-off with up to a
     * quarter of jitter.
     *
     * @param failures failures so far, at least one
     */
    Duration pause(int failures, Optional<Duration> asked) {
        Duration pause =
                asked.orElseGet(() -> new Backoff(base, UNBOUNDED, JITTER).pause(failures - 1, random::nextDouble));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}

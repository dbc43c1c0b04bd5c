package dev.quartermaster.alerts;

import java.time.Duration;
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

    /**
     * Returns the pause before the next attempt: the receiver's own, or else an exponential back-off with up to a
     * quarter of jitter.
     *
     * @param failures failures so far, at least one
     */
    Duration pause(int failures, Optional<Duration> asked) {
        Duration pause = asked.orElseGet(() -> grown(failures));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    private Duration grown(int failures) {
        Duration whole = base.multipliedBy(1L << Math.min(failures - 1, 20));
        return whole.multipliedBy(75 + random.nextInt(26)).dividedBy(100);
    }
}

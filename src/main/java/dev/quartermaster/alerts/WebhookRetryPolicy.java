package dev.quartermaster.alerts;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How sending goes on after failures.
 *
 * @param queue the most alerts that wait
 * @param retries the most attempts after the first
 * @param base the pause after the first failure, before chance shortens it
 * @param longest the most a pause may be, whatever the receiver asks for
 */
record WebhookRetryPolicy(int queue, int retries, Duration base, Duration longest, RandomGenerator random) {

    /**
     * What the receiver asks for; else between three quarters and the whole of a pause that doubles each time.
     *
     * @param failures so far, one at least
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

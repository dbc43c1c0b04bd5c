package dev.quartermaster.alerts;

import dev.quartermaster.domain.Backoff;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
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

    private static final double JITTER = 0.25;

    /** Chance comes first: a pause that would be much longer than the longest is the longest. */
    private static final Duration UNBOUNDED = ChronoUnit.FOREVER.getDuration();

    /**
     * What the receiver asks for; else between three quarters and the whole of a pause that doubles each time.
     *
     * @param failures so far, one at least
     */
    Duration pause(int failures, Optional<Duration> asked) {
        Duration pause =
                asked.orElseGet(() -> new Backoff(base, UNBOUNDED, JITTER).pause(failures - 1, random::nextDouble));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}

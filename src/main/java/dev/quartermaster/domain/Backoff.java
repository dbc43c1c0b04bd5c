package dev.quartermaster.domain;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Exponential back-off: each pause is twice the one before, up to a longest one, less a random part of it.
 *
 * @param longest the most that a pause may be before chance shortens it
 * @param jitter the greatest part of a pause that chance may take, from 0 to 1, so that those who wait spread
 */
public record Backoff(Duration base, Duration longest, double jitter) {

    /** Beyond this the doubling has long passed every longest pause that makes sense. */
    private static final int MOST_DOUBLINGS = 20;

    private static final long STEPS = 1_000_000;

    /** Without chance. */
    public Backoff(Duration base, Duration longest) {
        this(base, longest, 0);
    }

    /** @param before how many pauses there were before this one */
    public Duration pause(int before) {
        Duration grown = base.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS));
        return grown.compareTo(longest) < 0 ? grown : longest;
    }

    /** @param random from 0 to 1 */
    public Duration pause(int before, DoubleSupplier random) {
        Duration whole = pause(before);
        long taken = (long) (STEPS * jitter * random.getAsDouble());
        return whole.minus(whole.multipliedBy(taken).dividedBy(STEPS));
    }
}

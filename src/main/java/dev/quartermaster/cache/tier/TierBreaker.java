package dev.quartermaster.cache.tier;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a tier alone for a while after several failures in a row; then one request tries it, and the others wait for how
 * that ends. Thread-safe.
 */
final class TierBreaker {

    private static final int MOST_FAILURES = 3;

    /** @param since the first failure */
    record Trouble(Instant since, String detail) {}

    private final Duration pause;
    private final Clock clock;
    private int failures;
    private @Nullable Instant openUntil;
    private volatile @Nullable Trouble trouble;
    /** Read without a lock while all is well. */
    private volatile boolean open;

    private volatile Instant workingSince;

    TierBreaker(Duration pause, Clock clock) {
        this.pause = pause;
        this.clock = clock;
        this.workingSince = clock.instant();
    }

    boolean permits() {
        return !open || permitsTrial();
    }

    private synchronized boolean permitsTrial() {
        Instant until = openUntil;
        Instant now = clock.instant();
        if (until == null) {
            return true;
        }
        if (now.isBefore(until)) {
            return false;
        }
        openUntil = now.plus(pause);
        return true;
    }

    void succeeded() {
        if (trouble != null) {
            recover();
        }
    }

    private synchronized void recover() {
        failures = 0;
        openUntil = null;
        open = false;
        if (trouble != null) {
            trouble = null;
            workingSince = clock.instant();
        }
    }

    synchronized void failed(String detail) {
        Instant now = clock.instant();
        Trouble known = trouble;
        trouble = new Trouble(known == null ? now : known.since(), detail);
        if (++failures >= MOST_FAILURES) {
            openUntil = now.plus(pause);
            open = true;
        }
    }

    @Nullable Trouble trouble() {
        return trouble;
    }

    Instant workingSince() {
        return workingSince;
    }
}

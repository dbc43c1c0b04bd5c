package dev.quartermaster.storage;

import java.time.Duration;

/** Growing pauses: doubled with every failure, up to a longest one. For one thread. */
public final class Backoff {

    private final Duration base;
    private final Duration longest;
    private int failures;

    public Backoff(Duration base, Duration longest) {
        this.base = base;
        this.longest = longest;
    }

    /** Something failed: how long to wait before trying again. */
    public Duration next() {
        int doublings = Math.min(failures++, 30);
        Duration pause = base.multipliedBy(1L << doublings);
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    public int failures() {
        return failures;
    }

    public void reset() {
        failures = 0;
    }
}

package dev.quartermaster.history;

import java.time.Duration;

/** Growing pauses: doubled with every failure, up to a longest one. For one thread. */
final class Backoff {

    private final Duration base;
    private final Duration longest;
    private int failures;

    Backoff(Duration base, Duration longest) {
        this.base = base;
        this.longest = longest;
    }

    /** Something failed: how long to wait before trying again. */
    Duration next() {
        int doublings = Math.min(failures++, 30);
        Duration pause = base.multipliedBy(1L << doublings);
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    int failures() {
        return failures;
    }

    void reset() {
        failures = 0;
    }
}

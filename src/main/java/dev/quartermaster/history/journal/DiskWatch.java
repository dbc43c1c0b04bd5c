package dev.quartermaster.history.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Detects a write that takes too long, so that nobody waits for the disk forever. The writing thread reports each write;
 * other threads check.
 */
final class DiskWatch {

    private final Duration timeout;
    private final Clock clock;
    private List<CommitGroup> writing = List.of();
    private @Nullable Instant since;
    private volatile boolean stalled;

    DiskWatch(Duration patience, Clock clock) {
        this.timeout = patience;
        this.clock = clock;
    }

    synchronized void begins(List<CommitGroup> group) {
        writing = List.copyOf(group);
        since = clock.instant();
    }

    synchronized void ends() {
        writing = List.of();
        since = null;
        stalled = false;
    }

    /** Returns true once the current write has taken too long, until it ends. */
    synchronized boolean check() {
        if (since != null && !stalled && !timeout.isZero()) {
            stalled = Duration.between(since, clock.instant()).compareTo(timeout) >= 0;
        }
        return stalled;
    }

    /** Returns true while callers shall not wait for the disk. */
    boolean isTimedOut() {
        return stalled || timeout.isZero();
    }

    /** Returns the entries that are being written now. */
    synchronized List<CommitGroup> writing() {
        return writing;
    }
}

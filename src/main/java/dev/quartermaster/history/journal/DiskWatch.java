package dev.quartermaster.history.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notices a disk that neither takes what is written nor refuses it, so that nobody waits for it without end. Told by the
 * thread that writes, asked by others.
 */
final class DiskWatch {

    private final Duration patience;
    private final Clock clock;
    private List<Pending> writing = List.of();
    private @Nullable Instant since;
    private volatile boolean stalled;

    DiskWatch(Duration patience, Clock clock) {
        this.patience = patience;
        this.clock = clock;
    }

    synchronized void begins(List<Pending> group) {
        writing = List.copyOf(group);
        since = clock.instant();
    }

    synchronized void ends() {
        writing = List.of();
        since = null;
        stalled = false;
    }

    /** Returns true once the current write has taken too long, until it ends. */
    synchronized boolean look() {
        if (since != null && !stalled && !patience.isZero()) {
            stalled = Duration.between(since, clock.instant()).compareTo(patience) >= 0;
        }
        return stalled;
    }

    /** Returns true while callers shall not wait for the disk. */
    boolean isNotWaitedFor() {
        return stalled || patience.isZero();
    }

    /** Returns the entries that are being written now. */
    synchronized List<Pending> writing() {
        return writing;
    }
}

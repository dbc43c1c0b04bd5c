package dev.quartermaster.history.journal;

import io.quarkus.logging.Log;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts the entries of a journal since the start and remembers whether its disk works. */
final class JournalMonitor {

    private final Clock clock;
    private final LongAdder taken = new LongAdder();
    private final LongAdder drained = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final AtomicLong setbacks = new AtomicLong();
    private volatile Disk disk;

    /** @param fault why the disk accepts nothing; null while it works */
    private record Disk(@Nullable String fault, Instant since) {}

    JournalMonitor(Clock clock) {
        this.clock = clock;
        this.disk = new Disk(null, clock.instant());
    }

    /** Counts entries that are in the journal now, on disk or in memory; those of earlier runs too. */
    void taken(long entries) {
        taken.add(entries);
    }

    void drained(long entries) {
        drained.add(entries);
    }

    /** Counts an entry that did not reach the disk, whatever became of it. */
    void passedBy() {
        setbacks.incrementAndGet();
    }

    /** Returns how many entries have not reached the disk since the start. */
    long setbacks() {
        return setbacks.get();
    }

    /** Counts an entry for which there was no room. */
    void dropped() {
        dropped.increment();
    }

    /** Counts lines on disk that cannot be read. */
    void broken(long lines) {
        broken.add(lines);
    }

    synchronized void diskFailed(Throwable failure) {
        if (disk.fault() == null) {
            String fault = failure.getClass().getSimpleName() + ": " + failure.getMessage();
            Log.errorf("History is kept in memory only: %s", fault);
            disk = new Disk(fault, clock.instant());
        }
    }

    synchronized void diskRecovered() {
        if (disk.fault() != null) {
            Log.info("History reaches the disk again");
            disk = new Disk(null, clock.instant());
        }
    }

    JournalState state(long inMemory, long bytes, @Nullable Instant oldest) {
        Disk now = disk;
        long backlog = Math.max(0, taken.sum() - drained.sum() - broken.sum());
        return new JournalState(
                backlog,
                inMemory,
                dropped.sum(),
                broken.sum(),
                bytes,
                backlog == 0 ? null : oldest,
                now.fault(),
                now.since());
    }
}

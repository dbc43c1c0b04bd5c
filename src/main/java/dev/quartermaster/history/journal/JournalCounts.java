package dev.quartermaster.history.journal;

import java.util.concurrent.atomic.LongAdder;

/** Counts the entries in and out of a journal since the start. */
final class JournalCounts {

    private final LongAdder taken = new LongAdder();
    private final LongAdder drained = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder broken = new LongAdder();

    /** Entries taken into the journal, on disk or in memory. */
    void taken(long entries) {
        taken.add(entries);
    }

    /** Entries an earlier run left behind. */
    void found(long entries) {
        taken.add(entries);
    }

    void drained(long entries) {
        drained.add(entries);
    }

    /** An entry that found no place. */
    void dropped() {
        dropped.increment();
    }

    /** Lines on disk that cannot be read. */
    void broken(long lines) {
        broken.add(lines);
    }

    long backlog() {
        return Math.max(0, taken.sum() - drained.sum() - broken.sum());
    }

    long droppedSum() {
        return dropped.sum();
    }

    long brokenSum() {
        return broken.sum();
    }
}

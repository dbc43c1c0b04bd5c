package dev.quartermaster.history.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries read together, to be stored together and then committed. Empty when there is nothing to do. */
public final class JournalBatch {

    private final List<JournalLine> lines;
    private final @Nullable Segment segment;
    private final long next;

    private JournalBatch(List<JournalLine> lines, @Nullable Segment segment, long next) {
        this.lines = List.copyOf(lines);
        this.segment = segment;
        this.next = next;
    }

    static JournalBatch ofSegment(List<JournalLine> lines, Segment segment, long next) {
        return new JournalBatch(lines, segment, next);
    }

    static JournalBatch ofMemory(List<JournalLine> lines) {
        return new JournalBatch(lines, null, 0);
    }

    public List<JournalLine> lines() {
        return lines;
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Returns the segment that the batch was read from; null if from memory. */
    @Nullable Segment segment() {
        return segment;
    }

    long next() {
        return next;
    }
}

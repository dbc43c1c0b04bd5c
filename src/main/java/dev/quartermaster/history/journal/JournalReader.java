package dev.quartermaster.history.journal;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries out of the journal, oldest first; those in memory precede those on disk. For one thread.
 *
 * <p>A batch is returned again until it is committed, and is of use until then. The position is in memory only: after a restart, segments that were
 * not read to their end are read again from their beginning, so storing an entry must be idempotent.
 */
public final class JournalReader {

    /**
     * Entries read together, to be stored together and then committed.
     *
     * @param segment the segment they were read from; null if from memory
     * @param next the position in the segment after them
     */
    public record JournalBatch(
            List<JournalLine> lines, @Nullable Segment segment, long next) {

        public JournalBatch {
            lines = List.copyOf(lines);
        }

        static JournalBatch ofMemory(List<JournalLine> lines) {
            return new JournalBatch(lines, null, 0);
        }

        public boolean isEmpty() {
            return lines.isEmpty();
        }
    }

    private final Journal journal;
    private final LineEncoder encoder;
    private final SegmentReader segments;
    private @Nullable JournalBatch current;
    private @Nullable Segment place;
    private long mark;
    private @Nullable SegmentFolder counted;
    private volatile @Nullable Instant oldest;

    /** @param encoder writes the lines of entries that are in memory */
    JournalReader(Journal journal, LineEncoder encoder, SegmentReader segments) {
        this.journal = journal;
        this.encoder = encoder;
        this.segments = segments;
    }

    /**
     * Returns up to {@code most} entries; an empty batch when the journal is drained.
     *
     * @throws UncheckedIOException if the disk cannot be read; nothing is skipped
     */
    public JournalBatch next(int most) {
        boolean fresh = current == null || current.isEmpty();
        if (current == null) {
            current = fromMemory(most);
        }
        if (current.isEmpty()) {
            current = journal.folder().map(folder -> fromDisk(folder, most)).orElse(current);
        }
        JournalBatch batch = current;
        if (batch.isEmpty()) {
            current = null;
            oldest = null;
        } else if (fresh) {
            // Kept where this batch tells no time: entries are in order, so it is not older than the one before.
            batch.lines().stream()
                    .flatMap(line -> line.time().stream())
                    .findFirst()
                    .ifPresent(first -> oldest = first);
        }
        return batch;
    }

    /**
     * Returns the time of the first entry of the batch that was read last, until the journal is drained; null if it is. For
     * any thread.
     */
    @Nullable Instant oldest() {
        return oldest;
    }

    /** Removes the entries of {@code batch}, which are stored elsewhere now. */
    public void commit(JournalBatch batch) {
        if (batch != current) {
            throw new IllegalStateException("not the batch that was read last");
        }
        current = null;
        journal.monitor().drained(batch.lines().size());
        if (batch.segment() != null) {
            mark = batch.next();
        }
    }

    private JournalBatch fromMemory(int most) {
        encoder.clear();
        int taken = 0;
        for (JournalEntry entry = journal.pollMemory(); entry != null; ) {
            if (encoder.add(entry)) {
                taken++;
            } else {
                journal.monitor().dropped();
                journal.monitor().drained(1);
            }
            entry = taken < most ? journal.pollMemory() : null;
        }
        return JournalBatch.ofMemory(
                JournalLine.find(encoder.bytes(), encoder.length(), most).lines());
    }

    private JournalBatch fromDisk(SegmentFolder folder, int most) {
        countLeftovers(folder);
        for (Segment segment : folder.oldestFirst()) {
            if (segment != place) {
                place = segment;
                mark = 0;
            }
            boolean sealed = segment.sealed();
            JournalBatch batch = read(segment, most);
            if (!batch.isEmpty()) {
                return batch;
            }
            if (!sealed) {
                break;
            }
            delete(folder, segment);
        }
        return JournalBatch.ofMemory(List.of());
    }

    private JournalBatch read(Segment segment, int most) {
        List<JournalLine> lines = List.of();
        try {
            while (lines.isEmpty() && mark < segment.end()) {
                SegmentReader.Read read = segments.read(segment, mark, most);
                lines = read.lines();
                broken(segment, read.broken());
                if (lines.isEmpty()) {
                    mark = read.next();
                } else {
                    return new JournalBatch(lines, segment, read.next());
                }
            }
        } catch (NoSuchFileException e) {
            Log.errorf("Journal segment %s has been removed by someone; its entries are lost", segment.file());
            mark = segment.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new JournalBatch(lines, segment, mark);
    }

    private void broken(Segment segment, int lines) {
        if (lines > 0) {
            Log.warnf("Skipped %d broken or unfinished line(s) in journal segment %s", lines, segment.file());
            journal.monitor().broken(lines);
        }
    }

    private void delete(SegmentFolder folder, Segment segment) {
        try {
            folder.delete(segment);
        } catch (IOException e) {
            Log.warnf("Journal segment %s is drained but cannot be deleted: %s", segment.file(), e.getMessage());
        }
    }

    /** Adds the entries of earlier runs to the backlog; done here because it may take a while. */
    private void countLeftovers(SegmentFolder folder) {
        if (counted == folder) {
            return;
        }
        counted = folder;
        for (Segment segment : folder.oldestFirst()) {
            if (segment.leftover()) {
                journal.monitor().taken(linesOf(segment));
            }
        }
    }

    private static long linesOf(Segment segment) {
        try {
            return SegmentReader.count(segment);
        } catch (IOException e) {
            Log.warnf("Journal segment %s cannot be read: %s", segment.file(), e.getMessage());
            return 0;
        }
    }
}

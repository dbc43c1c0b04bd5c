package dev.quartermaster.history.journal;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries out of the journal, oldest first; those in memory precede those on disk. For one thread.
 *
 * <p>A batch is returned again until it is committed, and is of use until then; one more may be read ahead of it. The
 * position is in memory only: after a restart, segments that were not stored to their end are read again from their beginning,
 * so storing an entry must be idempotent.
 */
public final class JournalReader {

    /**
     * Entries read together, to be stored together and then committed.
     *
     * @param segment the segment they were read from; null if from memory
     * @param more there were further entries when they were read
     */
    public record JournalBatch(
            List<JournalLine> lines, @Nullable Segment segment, boolean more) {

        static final JournalBatch EMPTY = new JournalBatch(List.of(), null, false);

        public JournalBatch {
            lines = List.copyOf(lines);
        }

        public boolean isEmpty() {
            return lines.isEmpty();
        }
    }

    private final Journal journal;
    private final LineEncoder encoder;
    private final SegmentReader segments;
    /** The batches that are out: the next to be committed, and the one that was read ahead. */
    private final Deque<JournalBatch> out = new ArrayDeque<>(2);
    /** Segments read to their end, some of whose entries are out. */
    private final Set<Segment> readOut = new HashSet<>();

    private @Nullable Segment place;
    /** The position in it that is read next. */
    private long mark;

    private @Nullable SegmentFolder counted;
    /** The batch that {@link #oldest} was last asked of. */
    private @Nullable JournalBatch timed;

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
        if (out.isEmpty()) {
            JournalBatch batch = fromMemory(most);
            put(batch.isEmpty() ? fromDisk(most) : batch);
        }
        JournalBatch batch = out.peekFirst();
        if (batch == null) {
            oldest = null;
            segments.release();
            timed = null;
            return JournalBatch.EMPTY;
        } else if (batch != timed) {
            timed = batch;
            // Kept where this batch tells no time: entries are in order, so it is not older than the one before.
            batch.lines().stream()
                    .flatMap(line -> line.time().stream())
                    .findFirst()
                    .ifPresent(first -> oldest = first);
        }
        return batch;
    }

    /**
     * Reads the batch after the one that is out, if both are on disk, so that it can be prepared meanwhile. It will be the
     * next.
     *
     * @throws UncheckedIOException if the disk cannot be read; nothing is skipped
     */
    public JournalBatch ahead(int most) {
        JournalBatch first = out.peekFirst();
        if (first == null || first.segment() == null) {
            return JournalBatch.EMPTY;
        }
        if (out.size() == 1) {
            put(fromDisk(most));
        }
        return out.size() == 1 ? JournalBatch.EMPTY : out.getLast();
    }

    private void put(JournalBatch batch) {
        if (!batch.isEmpty()) {
            out.addLast(batch);
        }
    }

    /**
     * Returns the time of the first entry of the batch that was next, until the journal is drained; null if it is. For any
     * thread.
     */
    @Nullable Instant oldest() {
        return oldest;
    }

    /** Removes the entries of {@code batch}, which are stored elsewhere now. */
    public void commit(JournalBatch batch) {
        if (batch != out.peekFirst()) {
            throw new IllegalStateException("not the batch that is to be stored next");
        }
        out.removeFirst();
        journal.monitor().drained(batch.lines().size());
        journal.folder().ifPresent(this::deleteReadOut);
    }

    private void deleteReadOut(SegmentFolder folder) {
        for (Segment segment : List.copyOf(readOut)) {
            if (!isOut(segment)) {
                readOut.remove(segment);
                delete(folder, segment);
            }
        }
    }

    private boolean isOut(Segment segment) {
        return out.stream().anyMatch(batch -> batch.segment() == segment);
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
        return new JournalBatch(
                JournalLine.find(encoder.bytes(), encoder.length(), most).lines(), null, taken == most);
    }

    private JournalBatch fromDisk(int most) {
        return journal.folder().map(folder -> fromDisk(folder, most)).orElse(JournalBatch.EMPTY);
    }

    private JournalBatch fromDisk(SegmentFolder folder, int most) {
        countLeftovers(folder);
        for (Segment segment : folder.oldestFirst()) {
            if (readOut.contains(segment)) {
                continue;
            }
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
            if (isOut(segment)) {
                readOut.add(segment);
            } else {
                delete(folder, segment);
            }
        }
        return JournalBatch.EMPTY;
    }

    private JournalBatch read(Segment segment, int most) {
        try {
            while (mark < segment.end()) {
                SegmentReader.Read read = segments.read(segment, mark, most);
                broken(segment, read.broken());
                mark = read.next();
                if (!read.lines().isEmpty()) {
                    return new JournalBatch(read.lines(), segment, read.more() || segment.sealed());
                }
            }
        } catch (NoSuchFileException e) {
            Log.errorf("Journal segment %s has been removed by someone; its entries are lost", segment.file());
            mark = segment.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return JournalBatch.EMPTY;
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

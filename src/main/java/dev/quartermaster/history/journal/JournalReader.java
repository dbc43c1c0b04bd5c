package dev.quartermaster.history.journal;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes entries out of the journal, oldest first, those kept in memory before those on disk. For one thread.
 *
 * <p>A batch is handed out again until it is committed. Its place is kept in memory only: after a restart the segments
 * that were not read to their end are read again from their beginning, so storing an entry must be idempotent.
 */
public final class JournalReader {

    private final Journal journal;
    private @Nullable JournalBatch current;
    private @Nullable Segment place;
    private long mark;
    private @Nullable SegmentFolder counted;

    JournalReader(Journal journal) {
        this.journal = journal;
    }

    /**
     * Up to {@code most} entries; an empty batch when all is drained.
     *
     * @throws UncheckedIOException if the disk cannot be read; nothing is skipped
     */
    public JournalBatch next(int most) {
        if (current == null) {
            current = fromMemory(most);
        }
        if (current.isEmpty()) {
            current = journal.folder().map(folder -> fromDisk(folder, most)).orElse(current);
        }
        JournalBatch batch = current;
        if (batch.isEmpty()) {
            current = null;
        }
        return batch;
    }

    /** The entries of {@code batch} are stored elsewhere now. */
    public void commit(JournalBatch batch) {
        if (batch != current) {
            throw new IllegalStateException("not the batch that was handed out last");
        }
        current = null;
        journal.counts().drained(batch.lines().size());
        if (batch.segment() != null) {
            mark = batch.next();
        }
    }

    private JournalBatch fromMemory(int most) {
        List<JournalLine> lines = new ArrayList<>();
        Optional<JournalEntry> entry = journal.pollMemory();
        while (entry.isPresent()) {
            entry.flatMap(journal::encode)
                    .ifPresentOrElse(lines::add, () -> journal.counts().drained(1));
            entry = lines.size() < most ? journal.pollMemory() : Optional.empty();
        }
        return JournalBatch.ofMemory(lines);
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
                SegmentReader.Read read = SegmentReader.read(segment, mark, most);
                lines = read.lines();
                broken(segment, read.broken());
                if (lines.isEmpty()) {
                    mark = read.next();
                } else {
                    return JournalBatch.ofSegment(lines, segment, read.next());
                }
            }
        } catch (NoSuchFileException e) {
            Log.errorf("Journal segment %s has been removed by someone; its entries are lost", segment.file());
            mark = segment.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return JournalBatch.ofSegment(lines, segment, mark);
    }

    private void broken(Segment segment, int lines) {
        if (lines > 0) {
            Log.warnf("Skipped %d broken or unfinished line(s) in journal segment %s", lines, segment.file());
            journal.counts().broken(lines);
        }
    }

    private void delete(SegmentFolder folder, Segment segment) {
        try {
            folder.delete(segment);
        } catch (IOException e) {
            Log.warnf("Journal segment %s is drained but cannot be deleted: %s", segment.file(), e.getMessage());
        }
    }

    /** Entries of earlier runs join the backlog; counted here because it may take a while. */
    private void countLeftovers(SegmentFolder folder) {
        if (counted == folder) {
            return;
        }
        counted = folder;
        for (Segment segment : folder.oldestFirst()) {
            if (segment.leftover()) {
                journal.counts().found(linesOf(segment));
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

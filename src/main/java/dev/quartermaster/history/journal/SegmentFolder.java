package dev.quartermaster.history.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The segments of one process. A folder belongs to the process that holds its lock; a second process on the same
 * machine uses a numbered subfolder. Opening a journal also adopts the segments of processes that have ended.
 */
final class SegmentFolder implements AutoCloseable {

    private static final String LOCK = "journal.lock";
    private static final int MOST_PROCESSES = 64;

    private final Path folder;
    private final FileChannel lock;
    private final ConcurrentSkipListMap<Long, Segment> segments = new ConcurrentSkipListMap<>();
    private final LongAdder bytes = new LongAdder();

    private SegmentFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** @throws IOException if no folder can be made, read or locked */
    static SegmentFolder open(Path directory) throws IOException {
        SegmentFolder own = null;
        for (int slot = 0; slot < MOST_PROCESSES; slot++) {
            Path folder = slot == 0 ? directory : directory.resolve(String.valueOf(slot));
            if (own != null && !Files.isDirectory(folder)) {
                continue;
            }
            Optional<FileChannel> lock = lock(folder);
            if (lock.isEmpty()) {
                continue;
            }
            if (own == null) {
                own = new SegmentFolder(folder, lock.get());
                own.adopt(folder);
            } else {
                own.adopt(folder);
                lock.get().close();
            }
        }
        if (own == null) {
            throw new IOException("all " + MOST_PROCESSES + " journal folders are in use");
        }
        return own;
    }

    private static Optional<FileChannel> lock(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // The same as held by another one.
        }
        channel.close();
        return Optional.empty();
    }

    /** Moves the segments of a process that has ended into this folder, oldest first. */
    private void adopt(Path from) throws IOException {
        List<Path> found;
        try (var files = Files.list(from)) {
            found = files.filter(file -> Segment.numberOf(file).isPresent())
                    .sorted()
                    .toList();
        }
        for (Path file : found) {
            long number = from.equals(folder) ? Segment.numberOf(file).orElseThrow() : nextNumber();
            Path own = folder.resolve(Segment.nameOf(number));
            Files.move(file, own);
            Segment leftover = Segment.leftover(number, own, Files.size(own));
            segments.put(number, leftover);
            bytes.add(leftover.end());
        }
    }

    /**
     * Adds an empty segment after all others. Its file does not exist yet.
     *
     * @param written the position of its first byte
     */
    Segment next(long written) {
        long number = nextNumber();
        Segment segment = Segment.fresh(number, folder.resolve(Segment.nameOf(number)), written);
        segments.put(number, segment);
        return segment;
    }

    private long nextNumber() {
        return segments.isEmpty() ? 1 : segments.lastKey() + 1;
    }

    Collection<Segment> oldestFirst() {
        return segments.values();
    }

    void grown(int more) {
        bytes.add(more);
    }

    long bytes() {
        return bytes.sum();
    }

    void delete(Segment segment) throws IOException {
        if (segments.remove(segment.number()) != null) {
            bytes.add(-segment.end());
        }
        try {
            Files.delete(segment.file());
        } catch (NoSuchFileException gone) {
            // Its content has been read.
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}

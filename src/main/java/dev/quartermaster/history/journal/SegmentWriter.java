package dev.quartermaster.history.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Writes groups of lines to the running segment and begins a new one when that is full or broken. For one thread.
 */
final class SegmentWriter implements AutoCloseable {

    /** Creates the file of a segment. */
    interface Disk {
        FileChannel create(Path file) throws IOException;
    }

    static final Disk DISK = file -> FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final SegmentFolder folder;
    private final long segmentBytes;
    private final Disk disk;
    private final WrittenLines written;
    private @Nullable OpenSegment current;

    /** Segment that is being written. */
    private record OpenSegment(Segment segment, FileChannel channel) {}

    SegmentWriter(SegmentFolder folder, long segmentBytes, Disk disk, WrittenLines written) {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
        this.disk = disk;
        this.written = written;
    }

    long folderBytes() {
        return folder.bytes();
    }

    /** Writes all lines; after a failure none of them will be read. */
    void write(byte[] lines, int length) throws IOException {
        OpenSegment open = current == null || current.segment().end() >= segmentBytes ? roll() : current;
        try {
            ByteBuffer left = ByteBuffer.wrap(lines, 0, length);
            while (left.hasRemaining()) {
                open.channel().write(left);
            }
            written.add(lines, length);
            folder.grown(length);
            open.segment().grownTo(open.segment().end() + length);
        } catch (IOException e) {
            abandon(open, e);
            throw e;
        }
    }

    private OpenSegment roll() throws IOException {
        close();
        Segment next = folder.next(written.end());
        try {
            OpenSegment open = new OpenSegment(next, disk.create(next.file()));
            current = open;
            return open;
        } catch (IOException e) {
            folder.delete(next);
            throw e;
        }
    }

    /**
     * Truncates the remains of a failed write, so that the next start does not read them. Deletes an empty file: a full
     * disk would otherwise collect one for each try.
     */
    private void abandon(OpenSegment broken, IOException cause) {
        try {
            broken.channel().truncate(broken.segment().end());
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        try {
            close();
            if (broken.segment().end() == 0) {
                folder.delete(broken.segment());
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        OpenSegment open = current;
        if (open != null) {
            current = null;
            open.segment().seal();
            open.channel().close();
        }
    }
}

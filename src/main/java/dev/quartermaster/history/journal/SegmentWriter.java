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

    /** Makes a file that is not there yet; in tests, one on a disk that is full. */
    interface Disk {
        FileChannel create(Path file) throws IOException;
    }

    static final Disk DISK = file -> FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final SegmentFolder folder;
    private final long segmentBytes;
    private final Disk disk;
    private @Nullable Segment running;
    private @Nullable FileChannel channel;

    SegmentWriter(SegmentFolder folder, long segmentBytes, Disk disk) {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
        this.disk = disk;
    }

    /** All of {@code lines} is with the operating system, or none of it will be read. */
    void write(byte[] lines) throws IOException {
        if (running == null || running.end() >= segmentBytes) {
            roll();
        }
        try {
            ByteBuffer left = ByteBuffer.wrap(lines);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            running.grownTo(running.end() + lines.length);
        } catch (IOException e) {
            abandon(e);
            throw e;
        }
    }

    private void roll() throws IOException {
        close();
        Segment next = folder.next();
        try {
            channel = disk.create(next.file());
            running = next;
        } catch (IOException e) {
            folder.delete(next);
            throw e;
        }
    }

    /**
     * Cuts off what a failed write left behind, so that the next start does not read it either. A file that holds nothing
     * goes: a disk that is full for long would gather one for each try.
     */
    private void abandon(IOException cause) {
        Segment broken = running;
        try {
            channel.truncate(broken.end());
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        try {
            close();
            if (broken.end() == 0) {
                folder.delete(broken);
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (running == null) {
            return;
        }
        running.seal();
        running = null;
        channel.close();
    }
}

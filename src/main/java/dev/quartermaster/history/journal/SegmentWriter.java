package dev.quartermaster.history.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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
    private Segment running;
    private FileChannel channel;

    SegmentWriter(SegmentFolder folder, long segmentBytes, Disk disk) {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
        this.disk = disk;
    }

    /** Writes all lines; after a failure none of them will be read. */
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
     * Truncates the remains of a failed write, so that the next start does not read them. Deletes an empty file: a full
     * disk would otherwise collect one for each try.
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

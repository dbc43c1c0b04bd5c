package dev.quartermaster.history.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Reads whole lines of a segment: from memory while what was written last is kept there, else from the disk. The caller
 * keeps the position. For one thread; the lines of a read share a buffer, which the read after the next overwrites.
 */
final class SegmentReader {

    /**
     * The most bytes read at once from memory, but for a line that is longer. What is read lives until it is written: with four
     * times as much, the collector takes most of it for long-lived.
     */
    private static final int PIECE = 1 << 19;

    /** The most read at once from the disk, where the reader is far behind: larger batches are written faster. */
    private static final int LARGE_PIECE = 1 << 21;

    private static final int BLOCK = 1 << 16;

    /**
     * @param lines the lines that are whole, in order
     * @param broken lines that failed their checksum, and a last one without an end
     * @param next the position after them
     * @param more something was behind it
     */
    record Read(List<JournalLine> lines, int broken, long next, boolean more) {}

    private final WrittenLines written;
    /** What the last read found, and what the next one will. */
    private byte[] last = {};

    private byte[] buffer = {};

    SegmentReader(WrittenLines written) {
        this.written = written;
    }

    /** Reads up to {@code most} lines from a position on. */
    Read read(Segment segment, long from, int most) throws IOException {
        long end = segment.end();
        int length = load(segment, from, end);
        JournalLine.Found found = JournalLine.find(buffer, length, most);
        boolean torn = found.end() == 0 && length > 0;
        if (!found.lines().isEmpty()) {
            byte[] free = last;
            last = buffer;
            buffer = free;
        }
        long next = torn ? end : from + found.end();
        return new Read(found.lines(), torn ? found.broken() + 1 : found.broken(), next, next < end);
    }

    /** Loads a chunk with at least one line feed, or everything up to the end. @return its length */
    private int load(Segment segment, long from, long end) throws IOException {
        int piece = written.has(segment.written() + from) ? PIECE : LARGE_PIECE;
        for (long size = Math.min(piece, end - from); ; size = Math.min(size * 2, end - from)) {
            int wanted = Math.toIntExact(size);
            if (buffer.length < wanted || buffer.length > piece) {
                buffer = new byte[(wanted + BLOCK - 1) / BLOCK * BLOCK];
            }
            int length =
                    written.copy(segment.written() + from, wanted, buffer) ? wanted : fromDisk(segment, from, wanted);
            if (size == end - from || hasLine(length)) {
                return length;
            }
        }
    }

    /** Gives the memory back; the lines of earlier reads are of no use any more. */
    void release() {
        last = new byte[0];
        buffer = new byte[0];
    }

    private int fromDisk(Segment segment, long from, int wanted) throws IOException {
        try (FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.READ)) {
            ByteBuffer into = ByteBuffer.wrap(buffer, 0, wanted);
            while (into.hasRemaining() && channel.read(into, from + into.position()) >= 0) {
                // Reads go on until the buffer is full or the file ends.
            }
            return into.position();
        }
    }

    private boolean hasLine(int length) {
        for (int at = 0; at < length; at++) {
            if (buffer[at] == '\n') {
                return true;
            }
        }
        return false;
    }

    /** Counts the lines of a segment, broken and unfinished ones included. */
    static long count(Segment segment) throws IOException {
        long lines = 0;
        boolean ended = true;
        try (FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.READ)) {
            ByteBuffer chunk = ByteBuffer.allocate(BLOCK);
            while (channel.read(chunk.clear()) >= 0) {
                for (int at = 0; at < chunk.position(); at++) {
                    ended = chunk.get(at) == '\n';
                    lines += ended ? 1 : 0;
                }
            }
        }
        return ended ? lines : lines + 1;
    }
}

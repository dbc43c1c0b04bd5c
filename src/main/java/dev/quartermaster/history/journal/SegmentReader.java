package dev.quartermaster.history.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads whole lines of a segment. Stateless: the caller keeps the position. */
final class SegmentReader {

    private static final int CHUNK = 1 << 20;

    /**
     * @param lines the lines that are whole, in order
     * @param broken lines that failed their checksum, and a last one without an end
     * @param next the position after them
     */
    record Read(List<JournalLine> lines, int broken, long next) {}

    private SegmentReader() {}

    /** Reads up to {@code most} lines from a position on. */
    static Read read(Segment segment, long from, int most) throws IOException {
        long end = segment.end();
        byte[] bytes = load(segment, from, end);
        List<JournalLine> lines = new ArrayList<>();
        int broken = 0;
        int start = 0;
        for (int at = 0; at < bytes.length && lines.size() < most; at++) {
            if (bytes[at] == '\n') {
                var line = JournalLine.decode(Arrays.copyOfRange(bytes, start, at));
                line.ifPresent(lines::add);
                broken += line.isPresent() ? 0 : 1;
                start = at + 1;
            }
        }
        boolean torn = start == 0 && bytes.length > 0;
        return torn ? new Read(lines, broken + 1, end) : new Read(lines, broken, from + start);
    }

    /** Loads a chunk with at least one line feed, or everything up to the end. */
    private static byte[] load(Segment segment, long from, long end) throws IOException {
        try (FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.READ)) {
            for (long size = Math.min(CHUNK, end - from); ; size = Math.min(size * 2, end - from)) {
                ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(size));
                while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
                    // Reads go on until the buffer is full or the file ends.
                }
                byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
                if (size == end - from || hasLine(bytes)) {
                    return bytes;
                }
            }
        }
    }

    private static boolean hasLine(byte[] bytes) {
        for (byte b : bytes) {
            if (b == '\n') {
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
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
            while (channel.read(buffer.clear()) >= 0) {
                for (int at = 0; at < buffer.position(); at++) {
                    ended = buffer.get(at) == '\n';
                    lines += ended ? 1 : 0;
                }
            }
        }
        return ended ? lines : lines + 1;
    }
}

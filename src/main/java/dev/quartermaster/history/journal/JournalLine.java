package dev.quartermaster.history.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Line of a segment: {@code <crc32> <kind> <json>} and a line feed. The checksum covers everything after it, so that a
 * truncated or overwritten line is detected. Holds the place of its row in the bytes that were read, and is of use until
 * the next batch is read.
 */
public final class JournalLine {

    /** Hexadecimal digits of the checksum. */
    static final int CRC_LENGTH = 8;

    /** Checksum and the space after it. */
    static final int HEAD = CRC_LENGTH + 1;

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** Rows begin with their id and their time. */
    private static final Pattern TIME = Pattern.compile("\"time\":\"([^\"]+)\"");

    private final JournalKind kind;
    private final byte[] bytes;
    private final int from;
    private final int to;

    private JournalLine(JournalKind kind, byte[] bytes, int from, int to) {
        this.kind = kind;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    public JournalKind kind() {
        return kind;
    }

    /** Makes lines of entries without writing them to a journal; leaves out those that cannot be written as JSON. */
    public static List<JournalLine> of(List<JournalEntry> entries, ObjectMapper json) {
        LineEncoder encoder = new LineEncoder(json);
        entries.forEach(encoder::add);
        return find(encoder.bytes(), encoder.length(), Integer.MAX_VALUE).lines();
    }

    /** Returns the row, on one line: JSON escapes line feeds inside strings. */
    public String json() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Returns the bytes of the row, in UTF-8, where they stand. */
    public ByteBuffer row() {
        return ByteBuffer.wrap(bytes, from, to - from);
    }

    /** Returns the time of what it records; empty where the row's time stands for something else. */
    Optional<Instant> time() {
        Matcher time = kind == JournalKind.CIRCUMSTANCES ? null : TIME.matcher(json());
        try {
            return time != null && time.find() ? Optional.of(Instant.parse(time.group(1))) : Optional.empty();
        } catch (DateTimeException anotherTime) {
            return Optional.empty();
        }
    }

    /**
     * Lines found in a part of the bytes.
     *
     * @param lines those that are whole, in order
     * @param broken the number that failed their checksum
     * @param end the position after the last line feed
     */
    record Found(List<JournalLine> lines, int broken, int end) {}

    /** Finds up to {@code most} lines that are whole; what is behind the last line feed is left. */
    static Found find(byte[] bytes, int length, int most) {
        List<JournalLine> lines = new ArrayList<>();
        int broken = 0;
        int start = 0;
        for (int at = 0; at < length && lines.size() < most; at++) {
            if (bytes[at] == '\n') {
                Optional<JournalLine> line = decode(bytes, start, at);
                line.ifPresent(lines::add);
                broken += line.isPresent() ? 0 : 1;
                start = at + 1;
            }
        }
        return new Found(lines, broken, start);
    }

    /** Reads a line without its line feed; returns empty if it is not whole. */
    private static Optional<JournalLine> decode(byte[] bytes, int from, int to) {
        int content = from + HEAD;
        if (to < content || bytes[content - 1] != ' ' || !hasChecksum(bytes, from, content, to)) {
            return Optional.empty();
        }
        int afterKind = content;
        while (afterKind < to && bytes[afterKind] != ' ') {
            afterKind++;
        }
        if (afterKind == to) {
            return Optional.empty();
        }
        int row = afterKind + 1;
        return JournalKind.parse(bytes, content, afterKind).map(kind -> new JournalLine(kind, bytes, row, to));
    }

    private static boolean hasChecksum(byte[] bytes, int at, int from, int to) {
        int crc = checksum(bytes, from, to);
        for (int digit = 0; digit < CRC_LENGTH; digit++) {
            if (bytes[at + digit] != digit(crc, digit)) {
                return false;
            }
        }
        return true;
    }

    /** Writes the checksum of a part of the bytes at another place of them. */
    static void putChecksum(byte[] bytes, int at, int from, int to) {
        int crc = checksum(bytes, from, to);
        for (int digit = 0; digit < CRC_LENGTH; digit++) {
            bytes[at + digit] = digit(crc, digit);
        }
    }

    private static int checksum(byte[] bytes, int from, int to) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }

    private static byte digit(int crc, int digit) {
        return DIGITS[crc >>> (4 * (CRC_LENGTH - 1 - digit)) & 0xF];
    }
}

package dev.quartermaster.history.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Line of a segment: {@code <crc32> <kind> <json>} and a line feed. The checksum covers everything after it, so that a
 * truncated or overwritten line is detected.
 *
 * @param json on one line; JSON escapes line feeds inside strings
 */
public record JournalLine(JournalKind kind, String json) {

    private static final int CRC_LENGTH = 8;

    /** An escaped NUL that is not itself part of an escaped backslash. PostgreSQL's JSON cannot hold the character. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    static JournalLine of(JournalKind kind, String json) {
        boolean clean = !json.contains("\\u0000");
        return new JournalLine(kind, clean ? json : NUL.matcher(json).replaceAll("$1\\\\ufffd"));
    }

    /** Returns the bytes of the line, including the line feed. */
    byte[] encode() {
        byte[] content = (kind.wire() + ' ' + json).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(CRC_LENGTH + 1 + content.length + 1)
                .put(checksum(content).getBytes(StandardCharsets.US_ASCII))
                .put((byte) ' ')
                .put(content)
                .put((byte) '\n')
                .array();
    }

    /**
     * Reads a line back.
     *
     * @param bytes the line without its line feed
     * @return empty if it is not whole
     */
    static Optional<JournalLine> decode(byte[] bytes) {
        String line = new String(bytes, StandardCharsets.UTF_8);
        int afterKind = line.indexOf(' ', CRC_LENGTH + 1);
        if (afterKind < 0 || line.charAt(CRC_LENGTH) != ' ') {
            return Optional.empty();
        }
        String content = line.substring(CRC_LENGTH + 1);
        if (!checksum(content.getBytes(StandardCharsets.UTF_8)).equals(line.substring(0, CRC_LENGTH))) {
            return Optional.empty();
        }
        return JournalKind.parse(line.substring(CRC_LENGTH + 1, afterKind))
                .map(kind -> new JournalLine(kind, line.substring(afterKind + 1)));
    }

    private static String checksum(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}

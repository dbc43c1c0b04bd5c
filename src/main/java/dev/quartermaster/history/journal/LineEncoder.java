package dev.quartermaster.history.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes entries as lines, one behind the other, into a buffer that is used again. For one thread. */
final class LineEncoder {

    private static final int FIRST_SIZE = 1 << 14;

    /** A larger buffer is given back after use. */
    private static final int LARGEST_KEPT = 1 << 20;

    private final ObjectMapper json;
    private final Buffer buffer = new Buffer();
    private final RowEscapes escapes = new RowEscapes();
    private @Nullable JsonGenerator generator;

    LineEncoder(ObjectMapper json) {
        this.json = json;
    }

    /** Adds the line of an entry; returns false, and adds nothing, if it cannot be written as JSON. */
    boolean add(JournalEntry entry) {
        int start = buffer.length;
        try {
            buffer.skip(JournalLine.HEAD);
            buffer.write(entry.kind().bytes());
            buffer.write(' ');
            writeRow(entry, buffer.length);
            buffer.bytes[start + JournalLine.CRC_LENGTH] = ' ';
            JournalLine.putChecksum(buffer.bytes, start, start + JournalLine.HEAD, buffer.length);
            buffer.write('\n');
            return true;
        } catch (IOException | RuntimeException e) {
            Log.errorf("Dropped a history entry that cannot be written: %s", e.getMessage());
            buffer.length = start;
            // It is in the middle of a row, and never closed: that would write the rest.
            generator = null;
            return false;
        }
    }

    private void writeRow(JournalEntry entry, int start) throws IOException {
        JsonGenerator out = generator == null ? begin() : generator;
        escapes.begin();
        entry.write(out);
        out.flush();
        if (escapes.hasSurrogates()) {
            byte[] row = RowEscapes.withoutLoneSurrogates(buffer.bytes, start, buffer.length);
            buffer.length = start;
            buffer.write(row);
        }
    }

    private JsonGenerator begin() throws IOException {
        JsonGenerator out = json.createGenerator(buffer);
        out.setRootValueSeparator(null);
        out.setCharacterEscapes(escapes);
        generator = out;
        return out;
    }

    byte[] bytes() {
        return buffer.bytes;
    }

    /** Returns the number of bytes that are lines. */
    int length() {
        return buffer.length;
    }

    void clear() {
        buffer.length = 0;
        if (buffer.bytes.length > LARGEST_KEPT) {
            buffer.bytes = new byte[FIRST_SIZE];
        }
    }

    /** Grows; unlike the JDK's it lets its bytes be changed in place. */
    private static final class Buffer extends OutputStream {

        private byte[] bytes = new byte[FIRST_SIZE];
        private int length;

        @Override
        public void write(int value) {
            ensure(1);
            bytes[length++] = (byte) value;
        }

        @Override
        public void write(byte[] source) {
            write(source, 0, source.length);
        }

        @Override
        public void write(byte[] source, int from, int count) {
            ensure(count);
            System.arraycopy(source, from, bytes, length, count);
            length += count;
        }

        private void skip(int count) {
            ensure(count);
            length += count;
        }

        private void ensure(int more) {
            if (bytes.length - length < more) {
                bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), 2 * bytes.length));
            }
        }
    }
}

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads the answers that come over one connection, as far as it takes to see their status and where they end. */
final class Answer {

    private enum Part {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        TRAILER,
        UNTIL_CLOSED
    }

    private final byte[] head = new byte[32 << 10];
    private int headLength;
    private Part part = Part.HEAD;
    private long remaining;
    private int line;
    private boolean last;
    private int status;
    private boolean body;

    /** Forgets the answer that was read: the next one begins. */
    void next() {
        headLength = 0;
        part = Part.HEAD;
        remaining = 0;
        line = 0;
        last = false;
        status = 0;
        body = false;
    }

    int status() {
        return status;
    }

    /** Whether a byte behind the head has been seen. */
    boolean hasBody() {
        return body;
    }

    /** Whether the end of the connection is the end of the answer as well. */
    boolean endsWithConnection() {
        return part == Part.UNTIL_CLOSED;
    }

    /** Takes what came; true once the answer is complete. */
    boolean read(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (step(bytes)) {
                return true;
            }
        }
        return false;
    }

    private boolean step(ByteBuffer bytes) {
        return switch (part) {
            case HEAD -> readHead(bytes.get());
            case BODY -> {
                skip(bytes);
                yield remaining == 0;
            }
            case CHUNK_SIZE -> {
                readSize(bytes.get());
                yield false;
            }
            case CHUNK -> {
                skip(bytes);
                if (remaining == 0) {
                    part = Part.CHUNK_SIZE;
                }
                yield false;
            }
            case TRAILER -> readTrailer(bytes.get());
            case UNTIL_CLOSED -> {
                body = true;
                bytes.position(bytes.limit());
                yield false;
            }
        };
    }

    private void skip(ByteBuffer bytes) {
        body = true;
        int taken = (int) Math.min(remaining, bytes.remaining());
        bytes.position(bytes.position() + taken);
        remaining -= taken;
    }

    private boolean readHead(byte next) {
        head[headLength++] = next;
        if (next != '\n' || headLength < 4 || head[headLength - 3] != '\n') {
            return false;
        }
        String text = new String(head, 0, headLength, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        status = Integer.parseInt(text.substring(9, 12));
        int length = text.indexOf("\r\ncontent-length:");
        if (text.contains("\r\ntransfer-encoding: chunked")) {
            part = Part.CHUNK_SIZE;
        } else if (length >= 0) {
            remaining = Long.parseLong(
                    text.substring(length + 17, text.indexOf('\r', length + 17)).trim());
            part = Part.BODY;
            return remaining == 0;
        } else {
            part = Part.UNTIL_CLOSED;
        }
        return false;
    }

    private void readSize(byte next) {
        int digit = Character.digit(next, 16);
        if (digit >= 0 && !last) {
            remaining = remaining * 16 + digit;
        } else if (next == '\n') {
            last = false;
            if (remaining == 0) {
                line = 0;
                part = Part.TRAILER;
            } else {
                remaining += 2; // its line end
                part = Part.CHUNK;
            }
        } else {
            last = true; // an extension, or the line end
        }
    }

    private boolean readTrailer(byte next) {
        if (next == '\n') {
            boolean empty = line == 0;
            line = 0;
            return empty;
        }
        if (next != '\r') {
            line++;
        }
        return false;
    }
}

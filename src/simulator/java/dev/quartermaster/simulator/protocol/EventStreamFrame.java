package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.simulator.wire.Frame;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Writes messages of {@code application/vnd.amazon.eventstream}: total length, length of the headers, a checksum of both,
 * headers, payload, a checksum of everything before it. All numbers are big-endian.
 */
final class EventStreamFrame {

    static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

    private static final int PRELUDE = 12;
    private static final int CHECKSUM = 4;
    private static final byte TEXT = 7;

    private EventStreamFrame() {}

    static Frame event(String type, JsonNode payload) {
        return message("event", ":event-type", type, payload.toString());
    }

    static Frame exception(String type, JsonNode payload) {
        return message("exception", ":exception-type", type, payload.toString());
    }

    /** The same message with one bit of its payload turned over, which the checksum at its end gives away. */
    static Frame damaged(Frame whole) {
        Buffer bytes = whole.bytes().copy();
        int place = bytes.length() - CHECKSUM - 1;
        return new Frame(bytes.setByte(place, (byte) (bytes.getByte(place) ^ 1)), whole.content());
    }

    private static Frame message(String messageType, String typeHeader, String type, String payload) {
        Buffer headers = Buffer.buffer();
        header(headers, typeHeader, type);
        header(headers, ":content-type", "application/json");
        header(headers, ":message-type", messageType);
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        Buffer message = Buffer.buffer()
                .appendInt(PRELUDE + headers.length() + body.length + CHECKSUM)
                .appendInt(headers.length());
        message.appendInt(checksum(message)).appendBuffer(headers).appendBytes(body);
        return new Frame(message.appendInt(checksum(message)), false);
    }

    private static void header(Buffer headers, String name, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        headers.appendByte((byte) name.length())
                .appendString(name)
                .appendByte(TEXT)
                .appendShort((short) text.length)
                .appendBytes(text);
    }

    private static int checksum(Buffer bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes.getBytes());
        return (int) sum.getValue();
    }
}

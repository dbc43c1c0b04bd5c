package dev.quartermaster.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Server-sent events as bytes. The data must not hold line breaks, as compact JSON does not. */
public final class Sse {

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private Sse() {}

    public static byte[] data(byte[] data) {
        ByteArrayOutputStream event = new ByteArrayOutputStream(DATA.length + data.length + END.length);
        event.writeBytes(DATA);
        event.writeBytes(data);
        event.writeBytes(END);
        return event.toByteArray();
    }

    /** An event with a name of its own. */
    public static byte[] event(String name, byte[] data) {
        return join(("event: " + name + "\n").getBytes(StandardCharsets.UTF_8), data(data));
    }

    /** A comment, which clients skip. */
    public static byte[] comment(String text) {
        return (": " + text + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] join(byte[] first, byte[] second) {
        byte[] joined = new byte[first.length + second.length];
        System.arraycopy(first, 0, joined, 0, first.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}

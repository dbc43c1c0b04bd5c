package dev.quartermaster.provider.bedrock;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Writes event-stream frames as Bedrock sends them, with AWS's own encoder. */
final class Frames {

    private Frames() {}

    static byte[] event(String type, String json) {
        return frame(Map.of(":message-type", "event", ":event-type", type, ":content-type", "application/json"), json);
    }

    static byte[] exception(String type, String message) {
        return frame(
                Map.of(":message-type", "exception", ":exception-type", type, ":content-type", "application/json"),
                "{\"message\":\"" + message + "\"}");
    }

    static byte[] error(String code, String message) {
        return frame(Map.of(":message-type", "error", ":error-code", code, ":error-message", message), "");
    }

    /** One character a byte, for servers that write texts. */
    static String text(byte[] frame) {
        return new String(frame, StandardCharsets.ISO_8859_1);
    }

    private static byte[] frame(Map<String, String> headers, String payload) {
        Map<String, HeaderValue> values = new LinkedHashMap<>();
        headers.forEach((name, value) -> values.put(name, HeaderValue.fromString(value)));
        var buffer = new Message(values, payload.getBytes(StandardCharsets.UTF_8)).toByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}

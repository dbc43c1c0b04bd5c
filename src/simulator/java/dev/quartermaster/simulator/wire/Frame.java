package dev.quartermaster.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;

/**
 * Bytes that are written at once.
 *
 * @param content whether it carries a part of the answer, unlike the events around it
 */
public record Frame(Buffer bytes, boolean content) {

    /** An unnamed server-sent event. */
    public static Frame data(JsonNode json) {
        return data(json.toString());
    }

    public static Frame data(String text) {
        return new Frame(Buffer.buffer("data: " + text + "\n\n"), false);
    }

    /** A named server-sent event. */
    public static Frame event(String name, JsonNode json) {
        return new Frame(Buffer.buffer("event: " + name + "\ndata: " + json + "\n\n"), false);
    }

    /** One line of newline-delimited JSON. */
    public static Frame line(JsonNode json) {
        return new Frame(Buffer.buffer(json + "\n"), false);
    }

    public Frame asContent() {
        return new Frame(bytes, true);
    }
}

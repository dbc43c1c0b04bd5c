package dev.quartermaster.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.inference.Delivered;

/** Writes what a caller has of an answer that broke off: the same words in the error event of every dialect. */
public final class DeliveredWriter {

    private DeliveredWriter() {}

    /** Adds it to the error object of an event. */
    public static void write(ObjectNode error, Delivered delivered) {
        error.set(
                "delivered",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("characters", delivered.characters())
                        .put("output_tokens", delivered.outputTokens())
                        .put("resumable", delivered.resumable()));
    }
}

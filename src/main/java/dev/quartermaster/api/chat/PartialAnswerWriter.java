package dev.quartermaster.api.chat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.inference.streaming.PartialAnswer;

/** Writes what a caller has of an answer that broke off: the same words in the error event of every dialect. */
public final class PartialAnswerWriter {

    private PartialAnswerWriter() {}

    /** Adds it to the error object of an event. */
    public static void write(ObjectNode error, PartialAnswer partialAnswer) {
        error.set(
                "delivered",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("characters", partialAnswer.characters())
                        .put("output_tokens", partialAnswer.outputTokens())
                        .put("resumable", partialAnswer.resumable()));
    }
}

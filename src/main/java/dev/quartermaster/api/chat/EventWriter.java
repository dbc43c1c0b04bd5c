package dev.quartermaster.api.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.inference.streaming.PartialAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one stream as a dialect's server-sent events. Every step is written as it comes; then either
 * {@link #closing} and {@link #terminal} follow, or {@link #error}, never both.
 */
public interface EventWriter {

    /** Returns the events of one step; no bytes when the dialect has none for it. */
    byte[] step(ChatDelta delta);

    /** Returns the events before the terminal marker. */
    byte[] closing(Usage total);

    /** Returns the marker that tells the client that the answer is whole. */
    byte[] terminal(Usage total);

    /**
     * Returns the event that tells the client that the answer broke off.
     *
     * @param partialAnswer the part that the client has received
     */
    byte[] error(ErrorCode code, @Nullable String message, PartialAnswer partialAnswer);

    /** Adds to an error object the part of the answer that the client has received: the same fields in every dialect. */
    static void addDelivered(ObjectNode error, PartialAnswer partialAnswer) {
        error.putObject("delivered")
                .put("characters", partialAnswer.characters())
                .put("output_tokens", partialAnswer.outputTokens())
                .put("resumable", partialAnswer.resumable());
    }
}

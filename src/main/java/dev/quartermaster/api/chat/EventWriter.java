package dev.quartermaster.api.chat;

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

    /** The events one step becomes; no bytes where it says nothing in this dialect. */
    byte[] step(ChatDelta delta);

    /** What is left to say before the terminal marker. */
    byte[] closing(Usage total);

    /** What tells the client that the answer is whole. */
    byte[] terminal(Usage total);

    /**
     * What tells the client that the answer broke off; whatever it holds of it is not the whole.
     *
     * @param partialAnswer what it holds of it
     */
    byte[] error(ErrorCode code, @Nullable String message, PartialAnswer partialAnswer);
}

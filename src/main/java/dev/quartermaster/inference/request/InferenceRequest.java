package dev.quartermaster.inference.request;

import dev.quartermaster.budgets.Spender;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request as it came in.
 *
 * @param time when it arrived; what it costs belongs to the budgets of this time, whenever it ends
 * @param arrivedNanos {@link System#nanoTime()} when its first bytes were read
 * @param model as the caller wrote it: an id, a qualified id, an alias, {@code auto} or {@code agent:<type>}
 * @param answerByNanos {@link System#nanoTime()} at which the answer has to be there, as what runs this process ends it soon
 *     after; null where nothing does
 * @param traceParent header of the caller's trace (W3C); null without one, and where requests are not traced
 */
public record InferenceRequest(
        @Nullable String requestId,
        Caller caller,
        Instant time,
        long arrivedNanos,
        String model,
        Hints hints,
        InferenceOperation ask,
        @Nullable Long answerByNanos,
        @Nullable String traceParent) {

    /** Creates a request that belongs to no trace, and that nothing but the configuration ends. */
    public InferenceRequest(
            @Nullable String requestId,
            Caller caller,
            Instant time,
            long arrivedNanos,
            String model,
            Hints hints,
            InferenceOperation ask) {
        this(requestId, caller, time, arrivedNanos, model, hints, ask, null, null);
    }

    public InferenceRequest(
            @Nullable String requestId,
            Caller caller,
            Instant time,
            long arrivedNanos,
            String model,
            Hints hints,
            ChatRequest chat) {
        this(requestId, caller, time, arrivedNanos, model, hints, new InferenceOperation.Answer(chat));
    }

    /** The same request for another operation. */
    public InferenceRequest asking(InferenceOperation other) {
        return new InferenceRequest(
                requestId, caller, time, arrivedNanos, model, hints, other, answerByNanos, traceParent);
    }

    /** Who pays for it, for no model yet. */
    public Spender spender() {
        return new Spender(null, hints.agentType(), hints.taskId(), caller.id(), time);
    }

    /** @throws IllegalStateException when it asks for something else */
    public ChatRequest chat() {
        return ask.chat();
    }

    /** @throws IllegalStateException when it asks for something else */
    public EmbeddingRequest embedding() {
        return ask.embedding();
    }
}

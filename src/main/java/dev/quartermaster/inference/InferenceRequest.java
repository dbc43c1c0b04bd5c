package dev.quartermaster.inference;

import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.chat.ChatRequest;

/**
 * One request as it came in.
 *
 * @param arrivedNanos {@link System#nanoTime()} when its first bytes were read
 * @param model as the caller wrote it: an id, a qualified id, an alias, {@code auto} or {@code agent:<type>}
 */
public record InferenceRequest(
        String requestId, Caller caller, long arrivedNanos, String model, Hints hints, ChatRequest chat) {}

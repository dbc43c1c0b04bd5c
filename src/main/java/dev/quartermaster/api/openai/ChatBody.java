package dev.quartermaster.api.openai;

import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.chat.ChatRequest;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion request as read.
 *
 * @param includeUsage whether a stream ends with a chunk of usage
 * @param hints the caller's {@code quartermaster} object, or null
 */
record ChatBody(
        String model,
        ChatRequest chat,
        boolean includeUsage,
        @Nullable JsonFields hints) {}

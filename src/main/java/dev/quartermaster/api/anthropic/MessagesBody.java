package dev.quartermaster.api.anthropic;

import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.chat.ChatRequest;
import org.jspecify.annotations.Nullable;

/**
 * A Messages request as read.
 *
 * @param hints the caller's {@code quartermaster} object, or null
 */
record MessagesBody(
        String model, ChatRequest chat, @Nullable JsonFields hints) {}

package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.chat.ChatRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request as read.
 *
 * @param settings what the answer repeats of the request, defaults filled in
 * @param hints the caller's {@code quartermaster} object, or null
 */
record ResponsesBody(
        String model,
        ChatRequest chat,
        ObjectNode settings,
        @Nullable JsonFields hints) {}

package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the tool calls of one answer that come without an id. The count continues that of the conversation, so ids are
 * unique in it and the same for the same request.
 */
final class CallIds {

    private long count;

    CallIds(ChatRequest request) {
        for (Message message : request.messages()) {
            for (Part part : message.parts()) {
                if (part instanceof Part.ToolCall) {
                    count++;
                }
            }
        }
    }

    /** Returns the id of the next call. Must be called once for each call, with or without an id. */
    String of(@Nullable String given) {
        count++;
        return given == null || given.isEmpty() ? "call_" + count : given;
    }
}

package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import org.jspecify.annotations.Nullable;

/**
 * Names the tool calls of one answer that its service has given no id. They are counted on from those of the conversation
 * so far: unique in it, and the same for the same request.
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

    /** To be asked once for each call, whether it has an id or not. */
    String of(@Nullable String given) {
        count++;
        return given == null || given.isEmpty() ? "call_" + count : given;
    }
}

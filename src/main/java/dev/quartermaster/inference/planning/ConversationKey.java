package dev.quartermaster.inference.planning;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.inference.request.Hints;
import dev.quartermaster.inference.request.InferenceRequest;
import org.jspecify.annotations.Nullable;

/**
 * The key of a conversation: caller, agent type and task, or without a task the beginning of the prompt: tools,
 * instructions and the first question.
 *
 * @param agentType null where unsaid
 * @param taskId null where unsaid
 * @param start a mark of how the conversation begins; 0 where there is a task
 */
record ConversationKey(
        String caller, @Nullable String agentType, @Nullable String taskId, long start) {

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    static ConversationKey of(InferenceRequest request) {
        Hints hints = request.hints();
        long start = hints.taskId() == null ? start(request.chat()) : 0;
        return new ConversationKey(request.caller().id(), hints.agentType(), hints.taskId(), start);
    }

    /** Cheap rather than safe: should two ever be taken for one, a model is chosen for a cache that is not there. */
    private static long start(ChatRequest chat) {
        long mark = 1;
        for (ToolSpec tool : chat.tools()) {
            mark = and(mark, tool.name());
            mark = and(mark, tool.description());
            mark = mark * SPREAD + tool.parameters().hashCode();
        }
        for (Message message : chat.messages()) {
            mark = mark * SPREAD + message.role().ordinal();
            for (Part part : message.parts()) {
                mark = part(mark, part);
            }
            if (message.role() == Role.USER) {
                break;
            }
        }
        return mark;
    }

    private static long part(long mark, Part part) {
        if (part instanceof Part.Text text) {
            return and(mark, text.text());
        } else if (part instanceof Part.Media media) {
            return mark * SPREAD + media.source().hashCode();
        }
        return mark;
    }

    private static long and(long mark, @Nullable String text) {
        return text == null ? mark * SPREAD : (mark * SPREAD + text.hashCode()) * SPREAD + text.length();
    }
}

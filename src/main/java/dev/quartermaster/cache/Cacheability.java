package dev.quartermaster.cache;

import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ToolSpec;
import java.util.List;
import java.util.Set;

/** Tells which requests would be answered the same again, and which answers are worth keeping. */
final class Cacheability {

    /** Top-level fields by which a request uses something at its provider that changes with the world. */
    private static final Set<String> HOSTED_FIELDS =
            Set.of("web_search_options", "mcp_servers", "container", "conversation", "background");

    private static final Set<FinishReason> COMPLETE =
            Set.of(FinishReason.STOP, FinishReason.STOP_SEQUENCE, FinishReason.TOOL_CALLS);

    private Cacheability() {}

    /** Returns whether the temperature is said to be 0; an unset one is the provider's, and mostly 1. */
    static boolean isDeterministic(ChatRequest request) {
        Double temperature = request.options().temperature();
        return temperature != null && temperature == 0;
    }

    /** Returns whether the provider runs no tools for it: what those find is not in the request. */
    static boolean isClosed(ChatRequest request) {
        for (ToolSpec tool : request.tools()) {
            if (tool.kind() == ToolSpec.Kind.HOSTED) {
                return false;
            }
        }
        return request.extra().isEmpty() || request.extra().keySet().stream().noneMatch(HOSTED_FIELDS::contains);
    }

    /** Returns whether all that is to be looked at is in the request: what a link leads to may change. */
    static boolean isSelfContained(ChatRequest request) {
        for (Message message : request.messages()) {
            if (hasLink(message.parts())) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasLink(List<Part> parts) {
        for (Part part : parts) {
            if ((part instanceof Part.Media media && media.source() instanceof MediaSource.Link)
                    || (part instanceof Part.ToolResult result && hasLink(result.content()))) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the answer is whole: not cut off, not filtered, not declined, and not empty. */
    static boolean isWorthKeeping(ChatReply reply) {
        for (Choice choice : reply.choices()) {
            if (!COMPLETE.contains(choice.finish()) || choice.parts().isEmpty()) {
                return false;
            }
            for (Part part : choice.parts()) {
                if (part instanceof Part.Refusal || part instanceof Part.ToolResult) {
                    return false;
                }
            }
        }
        return !reply.choices().isEmpty();
    }
}

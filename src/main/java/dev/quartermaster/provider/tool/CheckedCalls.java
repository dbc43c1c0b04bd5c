package dev.quartermaster.provider.tool;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import java.util.List;

/**
 * Checks the function calls of a whole answer: arguments that are no JSON object are a fault of the model, unless the
 * answer was cut off, by its token limit or otherwise; then they stay as they came. Empty arguments become {@code {}}.
 */
public final class CheckedCalls {

    private CheckedCalls() {}

    /** @throws ProviderFailure when an answer that ended normally holds broken arguments */
    public static ChatReply of(ChatReply reply) {
        boolean unchanged = reply.choices().stream().allMatch(CheckedCalls::isSound);
        return unchanged ? reply : checked(reply);
    }

    private static ChatReply checked(ChatReply reply) {
        try {
            return new ChatReply(
                    reply.dialect(),
                    reply.id(),
                    reply.servedModel(),
                    reply.choices().stream().map(CheckedCalls::choice).toList(),
                    reply.usage(),
                    reply.extra());
        } catch (ProviderFailure failure) {
            throw failure.having(reply.usage());
        }
    }

    /** Returns whether the finish reason means a complete answer. */
    static boolean isWhole(FinishReason finish) {
        return finish == FinishReason.STOP || finish == FinishReason.TOOL_CALLS;
    }

    static ProviderFailure broken() {
        return ProviderFailure.transientOf(
                FailureKind.ERROR, "the model called a tool with arguments that are no JSON object");
    }

    /** Returns whether the part calls a function; a custom tool takes any text. */
    static boolean isFunctionCall(Part part) {
        return part instanceof Part.ToolCall call && !call.custom();
    }

    private static boolean isSound(Choice choice) {
        for (Part part : choice.parts()) {
            if (isFunctionCall(part) && !CallArguments.isObject(((Part.ToolCall) part).arguments())) {
                return false;
            }
        }
        return true;
    }

    private static Choice choice(Choice choice) {
        List<Part> parts = choice.parts().stream()
                .map(part -> isFunctionCall(part) ? call((Part.ToolCall) part, choice.finish()) : part)
                .toList();
        return new Choice(
                choice.index(), parts, choice.finish(), choice.stopSequence(), choice.extra(), choice.messageExtra());
    }

    private static Part call(Part.ToolCall call, FinishReason finish) {
        if (CallArguments.isNone(call.arguments())) {
            return new Part.ToolCall(call.id(), call.name(), CallArguments.NONE, false, call.cache(), call.extra());
        }
        if (isWhole(finish) && !CallArguments.isObject(call.arguments())) {
            throw broken();
        }
        return call;
    }
}

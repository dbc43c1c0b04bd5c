package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.TokenEstimator;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.translation.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a whole answer. */
final class ReplyTranslator {

    private ReplyTranslator() {}

    /** @throws ProviderFailure when the answer says nothing */
    static ChatReply reply(Wire.Reply wire, ChatRequest request) {
        Usage counted = wire.usage() == null
                ? null
                : UsageTranslator.usage(wire.usage()).at(UsageTranslator.tier(wire.extra()));
        try {
            return reply(wire, request, counted);
        } catch (ProviderFailure failure) {
            throw failure.having(counted);
        }
    }

    private static ChatReply reply(Wire.Reply wire, ChatRequest request, @Nullable Usage counted) {
        CallIds ids = new CallIds(request);
        List<Choice> choices = new ArrayList<>();
        for (Wire.Choice alternative : wire.choices() == null ? List.<Wire.Choice>of() : wire.choices()) {
            choices.add(choice(alternative, ids));
        }
        if (choices.stream().allMatch(choice -> isEmpty(choice))) {
            throw FailureClassifier.empty(
                    choices.isEmpty() ? null : choices.get(0).finish());
        }
        ChatReply reply =
                new ChatReply(Dialect.OPENAI_CHAT, wire.id(), wire.model(), choices, Usage.NONE, wire.extra());
        Usage usage =
                counted == null ? TokenEstimator.usage(request, reply).at(UsageTranslator.tier(wire.extra())) : counted;
        return new ChatReply(reply.dialect(), reply.id(), reply.servedModel(), choices, usage, extra(wire));
    }

    private static Map<String, Object> extra(Wire.Reply wire) {
        Map<String, Object> usage = wire.usage() == null ? Map.of() : UsageTranslator.extra(wire.usage());
        Fields extra = new Fields().set("usage", usage.isEmpty() ? null : usage);
        return wire.extra() == null ? extra.map() : extra.add(wire.extra()).map();
    }

    private static Choice choice(Wire.Choice alternative, CallIds ids) {
        Wire.Message message = alternative.message();
        List<Part> parts = message == null ? List.of() : parts(message, ids);
        boolean tools = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
        return new Choice(
                alternative.index(),
                parts,
                FinishReasons.of(alternative.finishReason(), tools),
                null,
                alternative.extra(),
                message == null ? Map.of() : message.extra());
    }

    /** Servers send fields they have no use for as nulls and empty lists; those say nothing. */
    private static boolean isEmpty(Choice choice) {
        return choice.parts().isEmpty()
                && choice.messageExtra().values().stream()
                        .allMatch(value -> value == null || (value instanceof List<?> list && list.isEmpty()));
    }

    private static List<Part> parts(Wire.Message message, CallIds ids) {
        List<Part> parts = new ArrayList<>();
        if (hasText(message.thinking())) {
            parts.add(new Part.Thinking(message.thinking(), null, Map.of()));
        }
        if (hasText(message.content())) {
            parts.add(Part.Text.of(message.content()));
        }
        if (hasText(message.refusal())) {
            parts.add(new Part.Refusal(message.refusal(), Map.of()));
        }
        for (Wire.Call call : message.toolCalls() == null ? List.<Wire.Call>of() : message.toolCalls()) {
            parts.add(toolCall(call, ids));
        }
        return parts;
    }

    /** A call of a kind without a shared form is kept whole. */
    private static Part toolCall(Wire.Call call, CallIds ids) {
        if (isNoFunction(call)) {
            return new Part.Opaque(Dialect.OPENAI_CHAT, call.type(), whole(call).map());
        }
        if (call.toolName() == null) {
            throw FailureClassifier.unreadable();
        }
        String nothing = call.isCustom() ? "" : "{}";
        String text = call.text() == null ? nothing : call.text();
        return new Part.ToolCall(ids.of(call.id()), call.toolName(), text, call.isCustom(), null, call.further());
    }

    /** Returns whether the call is of a kind without a shared form. */
    static boolean isNoFunction(Wire.Call call) {
        return call.function() == null
                && !call.isCustom()
                && call.type() != null
                && !call.type().equals("function");
    }

    /** The call as it came. */
    static Fields whole(Wire.Call call) {
        Fields whole =
                new Fields().set("index", call.index()).set("id", call.id()).set("type", call.type());
        return whole.add(call.extra() == null ? Map.of() : call.extra());
    }

    private static boolean hasText(String text) {
        return text != null && !text.isEmpty();
    }
}

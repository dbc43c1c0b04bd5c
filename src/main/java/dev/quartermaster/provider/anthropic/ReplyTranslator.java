package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.TokenEstimator;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.translation.Fields;
import dev.quartermaster.provider.translation.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole answer. Its fields without a shared form go to the reply's {@code extra}, those of the usage object there
 * under {@code usage}; a stop reason that the shared words only come near to goes to the choice's {@code extra}.
 */
final class ReplyTranslator {

    private static final Map<String, FinishReason> SHARED = Map.of(
            "end_turn", FinishReason.STOP,
            "stop_sequence", FinishReason.STOP_SEQUENCE,
            "max_tokens", FinishReason.LENGTH,
            "tool_use", FinishReason.TOOL_CALLS,
            "refusal", FinishReason.REFUSAL,
            "pause_turn", FinishReason.PAUSE);
    private static final String CONTEXT_WINDOW = "model_context_window_exceeded";

    private final BlockReader blocks;

    ReplyTranslator(Json json) {
        this.blocks = new BlockReader(json);
    }

    /** @throws ProviderFailure when the answer says nothing */
    ChatReply reply(Wire.Message wire, ChatRequest request) {
        try {
            return read(wire, request);
        } catch (ProviderFailure failure) {
            throw failure.having(wire.usage() == null ? null : UsageTranslator.usage(wire.usage(), false));
        }
    }

    private ChatReply read(Wire.Message wire, ChatRequest request) {
        List<Part> parts = new ArrayList<>();
        for (Map<String, Object> block : wire.content() == null ? List.<Map<String, Object>>of() : wire.content()) {
            parts.add(blocks.part(block));
        }
        if (parts.isEmpty()) {
            refuseEmpty(wire.stopReason());
        }
        Choice choice = new Choice(
                0,
                parts,
                finish(wire.stopReason()),
                wire.stopSequence(),
                unsharedStopReason(wire.stopReason()),
                Map.of());
        return reply(wire, request, List.of(choice));
    }

    private static ChatReply reply(Wire.Message wire, ChatRequest request, List<Choice> choices) {
        Fields extra = new Fields().add(wire.extra() == null ? Map.of() : wire.extra());
        Map<String, Object> rest = wire.usage() == null ? Map.of() : UsageTranslator.rest(wire.usage());
        if (!rest.isEmpty()) {
            extra.set("usage", rest);
        }
        ChatReply reply =
                new ChatReply(Dialect.ANTHROPIC_MESSAGES, wire.id(), wire.model(), choices, Usage.NONE, extra.map());
        Usage usage = wire.usage() == null
                ? TokenEstimator.usage(request, reply)
                : UsageTranslator.usage(wire.usage(), false);
        return reply.withUsage(usage);
    }

    /** A refusal and a pause may well come without a word; anything else without content is no answer. */
    static void refuseEmpty(@Nullable String stopReason) {
        FinishReason finish = finish(stopReason);
        if (CONTEXT_WINDOW.equals(stopReason)) {
            throw ProviderFailure.permanentOf(
                    FailureKind.CONTEXT_WINDOW, "the prompt leaves no room for an answer in the context window");
        }
        if (finish != FinishReason.REFUSAL && finish != FinishReason.PAUSE) {
            throw FailureClassifier.empty(finish);
        }
    }

    /** An unknown stop reason counts as a normal end, and so does none at all. */
    static FinishReason finish(@Nullable String stopReason) {
        if (CONTEXT_WINDOW.equals(stopReason)) {
            return FinishReason.LENGTH;
        }
        return stopReason == null ? FinishReason.STOP : SHARED.getOrDefault(stopReason, FinishReason.STOP);
    }

    /** The stop reason itself, where the shared finish reason does not map back to exactly this one. */
    static Map<String, Object> unsharedStopReason(@Nullable String stopReason) {
        return stopReason == null || SHARED.containsKey(stopReason) ? Map.of() : Map.of("stop_reason", stopReason);
    }
}

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

    private final BlockReader blocks;

    ReplyTranslator(Json json) {
        this.blocks = new BlockReader(json);
    }

    /** @throws ProviderFailure when the answer says nothing */
    ChatReply reply(Wire.Message wire, ChatRequest request) {
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
                StopReasons.of(wire.stopReason()),
                wire.stopSequence(),
                stopWord(wire.stopReason()),
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
        return new ChatReply(reply.dialect(), reply.id(), reply.servedModel(), choices, usage, reply.extra());
    }

    /** A refusal and a pause may well come without a word; anything else without content is no answer. */
    static void refuseEmpty(@Nullable String stopReason) {
        FinishReason finish = StopReasons.of(stopReason);
        if ("model_context_window_exceeded".equals(stopReason)) {
            throw ProviderFailure.permanentOf(
                    FailureKind.CONTEXT_WINDOW, "the prompt leaves no room for an answer in the context window");
        }
        if (finish != FinishReason.REFUSAL && finish != FinishReason.PAUSE) {
            throw FailureClassifier.empty(finish);
        }
    }

    static Map<String, Object> stopWord(String stopReason) {
        return StopReasons.isShared(stopReason) ? Map.of() : Map.of("stop_reason", stopReason);
    }
}

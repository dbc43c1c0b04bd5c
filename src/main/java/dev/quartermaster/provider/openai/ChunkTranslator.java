package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.TokenEstimator;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.translation.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns the chunks of one stream into deltas. */
final class ChunkTranslator {

    private final ChatRequest request;
    private final CallIds ids;
    private final Map<Integer, OpenChoice> choices = new TreeMap<>();
    private final Map<String, Object> opening = new LinkedHashMap<>();
    private boolean begun;
    private boolean usageSeen;
    private boolean passedAnything;
    private long characters;
    /** What the last chunk says that speaks of it. */
    private @Nullable ServiceTier tier;

    ChunkTranslator(ChatRequest request) {
        this.request = request;
        this.ids = new CallIds(request);
    }

    void take(Wire.Chunk chunk, Consumer<ChatDelta> out) {
        if (chunk.extra() != null && chunk.extra().containsKey("service_tier")) {
            tier = UsageTranslator.tier(chunk.extra());
        }
        if (!begun) {
            begin(chunk, out);
        }
        for (Wire.ChunkChoice piece : chunk.choices() == null ? List.<Wire.ChunkChoice>of() : chunk.choices()) {
            take(piece, out);
        }
        if (chunk.usage() != null) {
            usageSeen = true;
            Usage usage = UsageTranslator.usage(chunk.usage()).at(tier);
            out.accept(new ChatDelta.Used(usage, UsageTranslator.extra(chunk.usage())));
        }
    }

    /**
     * The terminal marker was seen.
     *
     * @throws dev.quartermaster.domain.ProviderFailure when the answer says nothing
     */
    void end(Consumer<ChatDelta> out) {
        boolean empty = !passedAnything && choices.values().stream().allMatch(OpenChoice::isEmpty);
        if (empty) {
            FinishReason finish = choices.values().stream()
                    .map(OpenChoice::finish)
                    .findFirst()
                    .orElse(null);
            throw FailureClassifier.empty(finish);
        }
        choices.values().forEach(choice -> choice.finish(null, out));
        if (!usageSeen) {
            out.accept(
                    new ChatDelta.Used(TokenEstimator.usage(request, characters).at(tier)));
        }
    }

    /** Begins the answer. Azure sends the results of its prompt filters first; id and model come with the first piece. */
    private void begin(Wire.Chunk chunk, Consumer<ChatDelta> out) {
        opening.putAll(withoutPadding(chunk));
        boolean nameless = chunk.id() == null || chunk.id().isEmpty();
        boolean hasContent = chunk.usage() != null
                || (chunk.choices() != null && !chunk.choices().isEmpty());
        if (hasContent || !nameless) {
            begun = true;
            out.accept(new ChatDelta.Started(Dialect.OPENAI_CHAT, chunk.id(), chunk.model(), tier, opening));
        }
    }

    private void take(Wire.ChunkChoice piece, Consumer<ChatDelta> out) {
        OpenChoice choice = choices.computeIfAbsent(piece.index(), index -> new OpenChoice(index, ids));
        if (piece.delta() != null) {
            take(choice, piece, piece.delta(), out);
        }
        if (hasValues(piece.extra())) {
            out.accept(new ChatDelta.Passed(
                    Dialect.OPENAI_CHAT,
                    null,
                    Fields.with("index", piece.index()).add(piece.extra()).map()));
        }
        if (FinishReasons.isPresent(piece.finishReason())) {
            choice.finish(piece.finishReason(), out);
        }
    }

    private void take(OpenChoice choice, Wire.ChunkChoice piece, Wire.Message message, Consumer<ChatDelta> out) {
        grow(choice, Growth.THINKING, message.thinking(), Map.of(), out);
        grow(choice, Growth.TEXT, message.content(), logprobs(piece.logprobs()), out);
        grow(choice, Growth.REFUSAL, message.refusal(), Map.of(), out);
        List<Map<String, Object>> otherCalls = new ArrayList<>();
        for (Wire.Call call : message.toolCalls() == null ? List.<Wire.Call>of() : message.toolCalls()) {
            if (ReplyTranslator.isNoFunction(call)) {
                otherCalls.add(ReplyTranslator.whole(call).map());
                continue;
            }
            choice.call(call, out);
            characters += call.text() == null ? 0 : call.text().length();
        }
        Fields further = new Fields().set("tool_calls", otherCalls.isEmpty() ? null : otherCalls);
        further.add(message.extra() == null ? Map.of() : message.extra());
        if (hasValues(further.map())) {
            passedAnything = true;
            Map<String, Object> event = Fields.with("index", piece.index())
                    .set("delta", further.map())
                    .map();
            out.accept(new ChatDelta.Passed(Dialect.OPENAI_CHAT, null, event));
        }
    }

    private void grow(
            OpenChoice choice, Growth growth, String piece, Map<String, Object> extra, Consumer<ChatDelta> out) {
        if (piece != null && (!piece.isEmpty() || !extra.isEmpty())) {
            characters += piece.length();
            choice.grow(growth, piece, extra, out);
        }
    }

    private static boolean hasValues(Map<String, Object> extra) {
        return extra != null && extra.values().stream().anyMatch(value -> value != null);
    }

    private static Map<String, Object> logprobs(Object logprobs) {
        return logprobs == null ? Map.of() : Map.of("logprobs", logprobs);
    }

    /** Returns the extra fields without the random padding, which hides the size of pieces on this connection only. */
    private static Map<String, Object> withoutPadding(Wire.Chunk chunk) {
        Fields extra = new Fields().add(chunk.extra() == null ? Map.of() : chunk.extra());
        extra.map().remove("obfuscation");
        return extra.map();
    }
}

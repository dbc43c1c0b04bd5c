package dev.quartermaster.provider.openai;

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

    ChunkTranslator(ChatRequest request) {
        this.request = request;
        this.ids = new CallIds(request);
    }

    void take(Wire.Chunk chunk, Consumer<ChatDelta> out) {
        if (!begun) {
            begin(chunk, out);
        }
        for (Wire.Piece piece : chunk.choices() == null ? List.<Wire.Piece>of() : chunk.choices()) {
            take(piece, out);
        }
        if (chunk.usage() != null) {
            usageSeen = true;
            out.accept(new ChatDelta.Used(UsageTranslator.usage(chunk.usage()), UsageTranslator.extra(chunk.usage())));
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
            out.accept(new ChatDelta.Used(TokenEstimator.usage(request, characters)));
        }
    }

    /** Azure begins with what its filters say of the prompt; the answer's id and model only come with its first piece. */
    private void begin(Wire.Chunk chunk, Consumer<ChatDelta> out) {
        opening.putAll(withoutPadding(chunk));
        boolean nameless = chunk.id() == null || chunk.id().isEmpty();
        boolean says = chunk.usage() != null
                || (chunk.choices() != null && !chunk.choices().isEmpty());
        if (says || !nameless) {
            begun = true;
            out.accept(new ChatDelta.Started(Dialect.OPENAI_CHAT, chunk.id(), chunk.model(), opening));
        }
    }

    private void take(Wire.Piece piece, Consumer<ChatDelta> out) {
        OpenChoice choice = choices.computeIfAbsent(piece.index(), index -> new OpenChoice(index, ids));
        if (piece.delta() != null) {
            take(choice, piece, piece.delta(), out);
        }
        if (saysAnything(piece.extra())) {
            out.accept(new ChatDelta.Passed(
                    Dialect.OPENAI_CHAT,
                    null,
                    Fields.with("index", piece.index()).add(piece.extra()).map()));
        }
        if (FinishReasons.isSaid(piece.finishReason())) {
            choice.finish(piece.finishReason(), out);
        }
    }

    private void take(OpenChoice choice, Wire.Piece piece, Wire.Said said, Consumer<ChatDelta> out) {
        grow(choice, Growth.THINKING, said.thinking(), Map.of(), out);
        grow(choice, Growth.TEXT, said.content(), logprobs(piece.logprobs()), out);
        grow(choice, Growth.REFUSAL, said.refusal(), Map.of(), out);
        List<Map<String, Object>> otherCalls = new ArrayList<>();
        for (Wire.Call call : said.toolCalls() == null ? List.<Wire.Call>of() : said.toolCalls()) {
            if (ReplyTranslator.isNoFunction(call)) {
                otherCalls.add(ReplyTranslator.whole(call).map());
                continue;
            }
            choice.call(call, out);
            characters += call.text() == null ? 0 : call.text().length();
        }
        Fields further = new Fields().set("tool_calls", otherCalls.isEmpty() ? null : otherCalls);
        further.add(said.extra() == null ? Map.of() : said.extra());
        if (saysAnything(further.map())) {
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

    private static boolean saysAnything(Map<String, Object> extra) {
        return extra != null && extra.values().stream().anyMatch(value -> value != null);
    }

    private static Map<String, Object> logprobs(Object logprobs) {
        return logprobs == null ? Map.of() : Map.of("logprobs", logprobs);
    }

    /** Without the random padding that hides the size of pieces from an eavesdropper: it is of this connection only. */
    private static Map<String, Object> withoutPadding(Wire.Chunk chunk) {
        Fields extra = new Fields().add(chunk.extra() == null ? Map.of() : chunk.extra());
        extra.map().remove("obfuscation");
        return extra.map();
    }
}

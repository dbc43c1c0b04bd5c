package dev.quartermaster.provider.google;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.TokenEstimator;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.translation.Json;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the chunks of one stream into deltas. Chunks report usage from the first on, but only the last report is complete,
 * so only that one is passed on.
 */
final class ChunkTranslator {

    private final ChatRequest request;
    private final PartReader parts;
    private final Map<Integer, OpenCandidate> candidates = new TreeMap<>();
    private @Nullable String responseId;
    private boolean begun;
    private Wire.@Nullable Tokens usage;
    private long characters;

    ChunkTranslator(ChatRequest request, Json json) {
        this.request = request;
        this.parts = new PartReader(json);
    }

    void take(Wire.Reply chunk, Consumer<ChatDelta> out) {
        try {
            read(chunk, out);
        } catch (ProviderFailure failure) {
            throw failure.having(ReplyTranslator.counted(chunk));
        }
    }

    private void read(Wire.Reply chunk, Consumer<ChatDelta> out) {
        ReplyTranslator.refuseBlocked(chunk);
        if (!begun) {
            begun = true;
            responseId = chunk.responseId();
            out.accept(new ChatDelta.Started(Dialect.GOOGLE_GENERATE, responseId, chunk.modelVersion(), chunk.extra()));
        }
        int position = 0;
        for (Wire.Candidate candidate : ReplyTranslator.candidates(chunk)) {
            take(candidate, candidate.index() == null ? position : candidate.index(), out);
            position++;
        }
        if (chunk.usageMetadata() != null) {
            usage = chunk.usageMetadata();
        }
    }

    /**
     * Ends the stream.
     *
     * @throws dev.quartermaster.domain.ProviderFailure when a candidate has not ended, or none says anything
     */
    void end(Consumer<ChatDelta> out) {
        if (candidates.isEmpty() || !candidates.values().stream().allMatch(OpenCandidate::isFinished)) {
            throw FailureClassifier.cut();
        }
        if (candidates.values().stream().allMatch(candidate -> candidate.parts() == 0)) {
            OpenCandidate first = candidates.values().iterator().next();
            throw FailureClassifier.empty(ReplyTranslator.finish(first.finishReason(), false))
                    .having(usage == null ? null : ReplyTranslator.usage(usage));
        }
        candidates.values().forEach(candidate -> candidate.finish(out));
        out.accept(new ChatDelta.Used(
                usage == null ? TokenEstimator.usage(request, characters) : ReplyTranslator.usage(usage)));
    }

    private void take(Wire.Candidate wire, int index, Consumer<ChatDelta> out) {
        OpenCandidate candidate = candidates.computeIfAbsent(index, OpenCandidate::new);
        ReplyTranslator.refuseBroken(wire.finishReason());
        Map<String, Object> logprobs = ReplyTranslator.logprobs(wire.logprobsResult());
        for (Map<String, Object> part : ReplyTranslator.wireParts(wire)) {
            String callId = ReplyTranslator.callId(responseId, index, candidate.parts());
            Part read = parts.part(part, callId);
            characters += read instanceof Part.Text text ? text.text().length() : 0;
            candidate.take(read, logprobs, out);
            logprobs = read instanceof Part.Text ? Map.of() : logprobs;
        }
        candidate.ending(wire.finishReason(), wire.extra());
    }
}

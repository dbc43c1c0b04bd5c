package dev.quartermaster.provider.google;

import dev.quartermaster.domain.FailureKind;
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
import dev.quartermaster.provider.translation.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a whole answer. */
final class ReplyTranslator {

    private final PartReader parts;

    ReplyTranslator(Json json) {
        this.parts = new PartReader(json);
    }

    /** @throws ProviderFailure when the prompt was blocked, or the answer says nothing */
    ChatReply reply(Wire.Reply wire, ChatRequest request) {
        refuseBlocked(wire);
        List<Choice> choices = new ArrayList<>();
        for (Wire.Candidate candidate : candidates(wire)) {
            choices.add(choice(candidate, choices.size(), wire.responseId()));
        }
        if (choices.stream().allMatch(choice -> choice.parts().isEmpty())) {
            throw FailureClassifier.empty(
                    choices.isEmpty() ? null : choices.get(0).finish());
        }
        ChatReply reply = new ChatReply(
                Dialect.GOOGLE_GENERATE, wire.responseId(), wire.modelVersion(), choices, Usage.NONE, wire.extra());
        Usage usage = wire.usageMetadata() == null
                ? TokenEstimator.usage(request, reply)
                : UsageTranslator.usage(wire.usageMetadata());
        return new ChatReply(reply.dialect(), reply.id(), reply.servedModel(), choices, usage, reply.extra());
    }

    /** A prompt that is blocked gets no candidate, only the reason. */
    static void refuseBlocked(Wire.Reply wire) {
        String reason =
                wire.promptFeedback() == null ? null : wire.promptFeedback().blockReason();
        if (reason != null && candidates(wire).isEmpty()) {
            String message = "the provider blocked the prompt for its content";
            throw new ProviderFailure(FailureKind.CONTENT_POLICY, false, 200, reason, message, null);
        }
    }

    /** A call of a function that is none: asked again, a model mostly gets it right. */
    static void refuseBroken(String finishReason) {
        if (FinishReasons.isBroken(finishReason)) {
            throw new ProviderFailure(
                    FailureKind.ERROR, true, 200, finishReason, "the model called a tool in a broken way", null);
        }
    }

    static List<Wire.Candidate> candidates(Wire.Reply wire) {
        return wire.candidates() == null ? List.of() : wire.candidates();
    }

    /** Unique within the conversation as far as the answer's own id is, and the same whenever it is made. */
    static String callId(@Nullable String responseId, int choice, int part) {
        return "call_" + (responseId == null ? "" : responseId + "_") + choice + "_" + part;
    }

    private Choice choice(Wire.Candidate candidate, int position, String responseId) {
        refuseBroken(candidate.finishReason());
        int index = candidate.index() == null ? position : candidate.index();
        List<Part> read = new ArrayList<>();
        for (Map<String, Object> part : wireParts(candidate)) {
            add(read, parts.part(part, callId(responseId, index, read.size())));
        }
        boolean tools = read.stream().anyMatch(Part.ToolCall.class::isInstance);
        Fields extra = new Fields()
                .add(FinishReasons.word(candidate.finishReason()))
                .add(Logprobs.of(candidate.logprobsResult()))
                .add(candidate.extra() == null ? Map.of() : candidate.extra());
        return new Choice(index, read, FinishReasons.of(candidate.finishReason(), tools), null, extra.map(), Map.of());
    }

    static List<Map<String, Object>> wireParts(Wire.Candidate candidate) {
        return candidate.content() == null || candidate.content().parts() == null
                ? List.of()
                : candidate.content().parts();
    }

    /** An empty text says nothing, unless it carries something. */
    private static void add(List<Part> read, Part part) {
        if (!(part instanceof Part.Text text)
                || !text.text().isEmpty()
                || !text.extra().isEmpty()) {
            read.add(part);
        }
    }
}

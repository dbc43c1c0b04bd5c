package dev.quartermaster.provider.google;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.MediaTokens;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a whole answer. */
final class ReplyTranslator {

    private static final Set<String> FILTERED = Set.of(
            "SAFETY",
            "RECITATION",
            "BLOCKLIST",
            "PROHIBITED_CONTENT",
            "SPII",
            "IMAGE_SAFETY",
            "IMAGE_PROHIBITED_CONTENT",
            "IMAGE_RECITATION");

    private static final Set<String> BROKEN =
            Set.of("MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MALFORMED_RESPONSE");

    private static final String AUDIO = "AUDIO";
    private static final String IMAGE = "IMAGE";

    private final PartReader parts;

    ReplyTranslator(Json json) {
        this.parts = new PartReader(json);
    }

    /** @throws ProviderFailure when the prompt was blocked, or the answer says nothing */
    ChatReply reply(Wire.Reply wire, ChatRequest request) {
        try {
            return read(wire, request);
        } catch (ProviderFailure failure) {
            throw failure.having(counted(wire));
        }
    }

    private ChatReply read(Wire.Reply wire, ChatRequest request) {
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
        Usage usage = wire.usageMetadata() == null ? TokenEstimator.usage(request, reply) : usage(wire.usageMetadata());
        return reply.withUsage(usage);
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

    /** Rejects a malformed function call; another attempt mostly succeeds. */
    static void refuseBroken(@Nullable String finishReason) {
        if (finishReason != null && BROKEN.contains(finishReason)) {
            throw new ProviderFailure(
                    FailureKind.ERROR, true, 200, finishReason, "the model called a tool in a broken way", null);
        }
    }

    static List<Wire.Candidate> candidates(Wire.Reply wire) {
        return wire.candidates() == null ? List.of() : wire.candidates();
    }

    /** Makes the id of a call that has none: as unique within the conversation as the answer's own id, and reproducible. */
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
                .add(unsharedReason(candidate.finishReason()))
                .add(logprobs(candidate.logprobsResult()))
                .add(candidate.extra() == null ? Map.of() : candidate.extra());
        return new Choice(index, read, finish(candidate.finishReason(), tools), null, extra.map(), Map.of());
    }

    static List<Map<String, Object>> wireParts(Wire.Candidate candidate) {
        return candidate.content() == null || candidate.content().parts() == null
                ? List.of()
                : candidate.content().parts();
    }

    /** Leaves out an empty text, unless it has further fields. */
    private static void add(List<Part> read, Part part) {
        if (!(part instanceof Part.Text text)
                || !text.text().isEmpty()
                || !text.extra().isEmpty()) {
            read.add(part);
        }
    }

    /** An unknown reason counts as a normal end, which the API does not tell apart from a call of tools. */
    static FinishReason finish(@Nullable String reason, boolean asksForTools) {
        if ("MAX_TOKENS".equals(reason)) {
            return FinishReason.LENGTH;
        }
        if (reason != null && FILTERED.contains(reason)) {
            return FinishReason.CONTENT_FILTER;
        }
        return asksForTools ? FinishReason.TOOL_CALLS : FinishReason.STOP;
    }

    /** Returns the reason itself, where the shared one only approximates it. */
    static Map<String, Object> unsharedReason(@Nullable String reason) {
        boolean shared = reason == null || reason.equals("STOP") || reason.equals("MAX_TOKENS");
        return shared ? Map.of() : Map.of("finishReason", reason);
    }

    /**
     * Google counts cached tokens as a part of the prompt, and reasoning beside the candidates though it is billed as output.
     * Some models count reasoning among the candidates after all, and some leave it out of the counts but not out of the
     * total; so the output is what the total leaves over, where there is one.
     */
    static Usage usage(Wire.Tokens tokens) {
        long prompt = Math.max(0, tokens.promptTokenCount());
        long cached = Math.min(prompt, Math.max(0, tokens.cachedContentTokenCount()));
        long tools = Math.max(0, tokens.toolUsePromptTokenCount());
        long candidates = Math.max(0, tokens.candidatesTokenCount());
        long thoughts = Math.max(0, tokens.thoughtsTokenCount());
        long output = tokens.totalTokenCount() == null
                ? candidates + thoughts
                : Math.max(candidates, tokens.totalTokenCount() - prompt - tools);
        MediaTokens media = media(tokens).within(prompt - cached, output);
        long text = output - media.output();
        return new Usage(
                prompt - cached + tools - media.input(),
                cached,
                0,
                0,
                text,
                Math.min(thoughts, text),
                tools,
                false,
                media,
                null);
    }

    /** What the answer used by its own account; null where it has none. */
    static @Nullable Usage counted(Wire.Reply wire) {
        return wire.usageMetadata() == null ? null : usage(wire.usageMetadata());
    }

    /** Video and documents cost what text costs. */
    private static MediaTokens media(Wire.Tokens tokens) {
        return MediaTokens.of(
                tokens(tokens.promptTokensDetails(), AUDIO) - tokens(tokens.cacheTokensDetails(), AUDIO),
                tokens(tokens.promptTokensDetails(), IMAGE) - tokens(tokens.cacheTokensDetails(), IMAGE),
                tokens(tokens.candidatesTokensDetails(), AUDIO),
                tokens(tokens.candidatesTokensDetails(), IMAGE));
    }

    private static long tokens(@Nullable List<Wire.ModalityTokens> details, String modality) {
        long sum = 0;
        for (Wire.ModalityTokens detail : details == null ? List.<Wire.ModalityTokens>of() : details) {
            sum += modality.equals(detail.modality()) ? detail.tokenCount() : 0;
        }
        return sum;
    }

    /** Log probabilities in the form of the chat dialects, as {@code logprobs}; empty where the candidate has none. */
    static Map<String, Object> logprobs(@Nullable Map<String, Object> wire) {
        if (wire == null || !(wire.get("chosenCandidates") instanceof List<?> chosen)) {
            return Map.of();
        }
        List<?> alternatives = wire.get("topCandidates") instanceof List<?> top ? top : List.of();
        List<Map<String, Object>> content = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Object at = i < alternatives.size() ? alternatives.get(i) : null;
            content.add(token(chosen.get(i)).set("top_logprobs", top(at)).map());
        }
        return Map.of("logprobs", Map.of("content", content));
    }

    private static List<Map<String, Object>> top(@Nullable Object position) {
        List<Map<String, Object>> top = new ArrayList<>();
        if (position instanceof Map<?, ?> map && map.get("candidates") instanceof List<?> candidates) {
            candidates.forEach(candidate -> top.add(token(candidate).map()));
        }
        return top;
    }

    private static Fields token(Object wire) {
        Map<?, ?> candidate = wire instanceof Map<?, ?> map ? map : Map.of();
        return Fields.with("token", candidate.get("token")).set("logprob", candidate.get("logProbability"));
    }
}

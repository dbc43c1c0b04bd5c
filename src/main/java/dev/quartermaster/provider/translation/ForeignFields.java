package dev.quartermaster.provider.translation;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import java.util.Map;
import java.util.Set;

/** Reports the top-level fields of a request that mean something to another protocol than the one it goes out in. */
public final class ForeignFields {

    /**
     * Labels and settings of billing, storage and caching: they change no answer, so they are left out with a warning,
     * whatever the caller allows.
     */
    static final Set<String> LABELS = Set.of(
            "client_metadata",
            "container_metadata",
            "metadata",
            "prompt_cache_key",
            "prompt_cache_options",
            "prompt_cache_retention",
            "safety_identifier",
            "service_tier",
            "store");

    /**
     * These say how the answer is delivered, repeat what the shared form says, or leave a matter to the model
     * ({@code thinking}: adaptive; {@code reasoning}: a summary): nothing is lost without them.
     */
    private static final Set<String> REPEATED =
            Set.of("anthropic_beta", "cache_control", "reasoning", "stream", "stream_options", "thinking");

    /** An object of settings, of which each is reported by itself. */
    private static final String SETTINGS = "text";

    private static final String NO_SUCH_FIELD = "the chosen model's provider has no such field";

    private static final String NO_LOGPROBS = "this provider reports no log probabilities";

    private ForeignFields() {}

    /** Reports each field that the protocol {@code own} cannot express. */
    public static void report(ChatRequest request, Dialect own, UnsupportedFieldPolicy unsupported) {
        if (request.dialect() == own) {
            return;
        }
        request.extra().forEach((field, value) -> {
            if (field.equals(SETTINGS) && value instanceof Map<?, ?> settings) {
                settings.keySet().forEach(name -> unsupported.unsupported(field + "." + name, NO_SUCH_FIELD));
            } else if (LABELS.contains(field)) {
                unsupported.omitted(field, NO_SUCH_FIELD);
            } else if (value != null && !REPEATED.contains(field)) {
                unsupported.unsupported(field, NO_SUCH_FIELD);
            }
        });
    }

    /** Reports the end user's id, for a protocol that has no place for one. */
    public static void reportUser(ChatRequest request, UnsupportedFieldPolicy unsupported) {
        if (request.options().user() != null) {
            unsupported.omitted(request.paths().of(RequestField.USER), NO_SUCH_FIELD);
        }
    }

    /** Reports the wish for log probabilities, for a protocol that has none. */
    public static void reportLogprobs(ChatRequest request, UnsupportedFieldPolicy unsupported) {
        boolean counted = request.options().topLogprobs() != null;
        // A Responses caller asks for them in one word: how many there are to be.
        boolean alone = counted && request.dialect() == Dialect.OPENAI_RESPONSES;
        if (Boolean.TRUE.equals(request.options().logprobs()) && !alone) {
            unsupported.unsupported(request.paths().of(RequestField.LOGPROBS), NO_LOGPROBS);
        }
        if (counted) {
            unsupported.unsupported(request.paths().of(RequestField.TOP_LOGPROBS), NO_LOGPROBS);
        }
    }

    /**
     * Reports the wish for one tool call at a time, for a protocol that cannot express it. Where there is one tool it is
     * as good as granted.
     */
    public static void reportParallelToolCalls(ChatRequest request, UnsupportedFieldPolicy unsupported) {
        if (!Boolean.FALSE.equals(request.parallelToolCalls())
                || request.tools().isEmpty()) {
            return;
        }
        String field = request.paths().of(RequestField.PARALLEL_TOOL_CALLS);
        String reason = "this provider's models cannot be kept to one tool call at a time";
        if (request.tools().size() == 1) {
            unsupported.omitted(field, reason);
        } else {
            unsupported.unsupported(field, reason);
        }
    }
}

package dev.quartermaster.provider.openai.wire;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.provider.translation.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Top-level fields of a caller's own dialect that have a meaning in the other one of OpenAI's, or in both. */
public final class CommonFields {

    private static final String TIER = "service_tier";
    private static final String VERBOSITY = "verbosity";
    private static final String TEXT = "text";

    private static final Set<String> SAME =
            Set.of(TIER, "safety_identifier", "prompt_cache_key", "prompt_cache_retention");

    private CommonFields() {}

    /**
     * Maps fields of another dialect that this one has too.
     *
     * @param own the dialect that the request is sent in, one of OpenAI's two
     */
    public static Map<String, Object> of(ChatRequest request, Dialect own) {
        Fields fields = new Fields();
        if (EndUser.speaksOpenAi(request)) {
            SAME.forEach(name -> fields.set(name, request.extra().get(name)));
            verbosity(request, own, fields);
        } else if (request.dialect() == Dialect.ANTHROPIC_MESSAGES) {
            fields.set(TIER, tier(request.extra().get(TIER)));
        }
        return fields.map();
    }

    /** Returns the request without the fields that {@link #of} maps, so that they are not reported as unsupported. */
    public static ChatRequest without(ChatRequest request, Dialect own) {
        if (!EndUser.speaksOpenAi(request) || request.dialect() == own) {
            return request;
        }
        Map<String, Object> rest = new LinkedHashMap<>(request.extra());
        rest.keySet().removeAll(SAME);
        rest.remove(VERBOSITY);
        if (rest.get(TEXT) instanceof Map<?, ?> text && text.keySet().equals(Set.of(VERBOSITY))) {
            rest.remove(TEXT);
        }
        return request.withExtra(rest);
    }

    private static void verbosity(ChatRequest request, Dialect own, Fields fields) {
        if (own == Dialect.OPENAI_CHAT && request.extra().get(TEXT) instanceof Map<?, ?> text) {
            fields.set(VERBOSITY, text.get(VERBOSITY));
        } else if (own == Dialect.OPENAI_RESPONSES && request.extra().get(VERBOSITY) != null) {
            fields.set(TEXT, Map.of(VERBOSITY, request.extra().get(VERBOSITY)));
        }
    }

    /** Anthropic's callers choose between what they have bought and the usual one only. */
    private static @Nullable String tier(@Nullable Object anthropic) {
        return "standard_only".equals(anthropic) ? "default" : null;
    }
}

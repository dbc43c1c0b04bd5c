package dev.quartermaster.provider.google;

import dev.quartermaster.domain.chat.FinishReason;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Google's words for why a model stopped. */
final class FinishReasons {

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

    private FinishReasons() {}

    /** An unknown word counts as a normal end, which the API does not tell apart from a wish for tools. */
    static FinishReason of(@Nullable String word, boolean asksForTools) {
        if ("MAX_TOKENS".equals(word)) {
            return FinishReason.LENGTH;
        }
        if (word != null && FILTERED.contains(word)) {
            return FinishReason.CONTENT_FILTER;
        }
        return asksForTools ? FinishReason.TOOL_CALLS : FinishReason.STOP;
    }

    /** Returns whether the finish reason means a model failure, so that the output is no answer. */
    static boolean isBroken(String word) {
        return word != null && BROKEN.contains(word);
    }

    /** The word itself, where the shared one only comes near to it. */
    static Map<String, Object> word(@Nullable String word) {
        boolean shared = word == null || word.equals("STOP") || word.equals("MAX_TOKENS");
        return shared ? Map.of() : Map.of("finishReason", word);
    }
}

package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.chat.FinishReason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Anthropic's words for why a model stopped. */
final class StopReasons {

    private static final Map<String, FinishReason> KNOWN = Map.of(
            "end_turn", FinishReason.STOP,
            "stop_sequence", FinishReason.STOP_SEQUENCE,
            "max_tokens", FinishReason.LENGTH,
            "tool_use", FinishReason.TOOL_CALLS,
            "refusal", FinishReason.REFUSAL,
            "pause_turn", FinishReason.PAUSE);

    private StopReasons() {}

    /** An unknown word counts as a normal end. @param word null where the answer does not say */
    static FinishReason of(@Nullable String word) {
        if ("model_context_window_exceeded".equals(word)) {
            return FinishReason.LENGTH;
        }
        return word == null ? FinishReason.STOP : KNOWN.getOrDefault(word, FinishReason.STOP);
    }

    /**
     * Returns whether the shared finish reason maps back to exactly this stop reason; otherwise the stop reason is
     * passed through.
     */
    static boolean isShared(String word) {
        return word == null || KNOWN.containsKey(word);
    }
}

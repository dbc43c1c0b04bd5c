package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.chat.FinishReason;
import org.jspecify.annotations.Nullable;

/** Reads OpenAI's finish reasons. */
final class FinishReasons {

    private FinishReasons() {}

    /** Returns whether a chunk has a finish reason; some services send an empty string until then. */
    static boolean isPresent(@Nullable String word) {
        return word != null && !word.isEmpty();
    }

    /**
     * A stop sequence is not told apart from a normal end, and an unknown word of a compatible server counts as one.
     *
     * @param word null where the answer does not say; then whether it asks for tools decides
     */
    static FinishReason of(@Nullable String word, boolean asksForTools) {
        if (!isPresent(word)) {
            return asksForTools ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        }
        return switch (word) {
            case "length" -> FinishReason.LENGTH;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.STOP;
        };
    }
}

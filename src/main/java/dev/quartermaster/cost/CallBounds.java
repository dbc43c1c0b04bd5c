package dev.quartermaster.cost;

import org.jspecify.annotations.Nullable;

/**
 * Bounds of one call: how large, and at which tier, it can get.
 *
 * @param promptTokens the most tokens of the prompt
 * @param answerTokens the most tokens of one answer; null where the caller left that to the model
 * @param answers how many answers are asked for; 0 where the call generates nothing
 * @param tier the service tier that is asked for; null where that is left to the provider
 */
public record CallBounds(
        long promptTokens,
        @Nullable Long answerTokens,
        int answers,
        @Nullable RequestedTier tier) {

    public CallBounds {
        if (promptTokens < 0 || (answerTokens != null && answerTokens < 0) || answers < 0) {
            throw new IllegalArgumentException("token counts must not be negative");
        }
    }

    public CallBounds(long promptTokens, @Nullable Long answerTokens, int answers) {
        this(promptTokens, answerTokens, answers, null);
    }
}

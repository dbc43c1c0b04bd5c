package dev.quartermaster.domain.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Generation options. A component is null (or empty) if the caller left it to the model.
 *
 * @param maxTokens the most output tokens, reasoning included
 * @param stop sequences that end the answer
 * @param n how many alternative answers; 1 where unset
 * @param topLogprobs how many likely tokens to report per position; null for no log probabilities
 * @param reasoningEffort {@code none, minimal, low, medium, high, xhigh}: open, as providers add words
 * @param thinkingBudget the most reasoning tokens; 0 switches reasoning off
 * @param user the end user's id, for the provider's abuse detection
 */
public record Options(
        @Nullable Integer maxTokens,
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Integer topK,
        List<String> stop,
        @Nullable Long seed,
        @Nullable Integer n,
        @Nullable Double presencePenalty,
        @Nullable Double frequencyPenalty,
        @Nullable Boolean logprobs,
        @Nullable Integer topLogprobs,
        @Nullable String reasoningEffort,
        @Nullable Integer thinkingBudget,
        @Nullable String user) {

    public static final Options NONE =
            new Options(null, null, null, null, List.of(), null, null, null, null, null, null, null, null, null);

    public Options {
        stop = stop == null ? List.of() : List.copyOf(stop);
    }
}

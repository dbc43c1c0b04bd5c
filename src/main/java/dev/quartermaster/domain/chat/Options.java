package dev.quartermaster.domain.chat;

import java.util.List;

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
        Integer maxTokens,
        Double temperature,
        Double topP,
        Integer topK,
        List<String> stop,
        Long seed,
        Integer n,
        Double presencePenalty,
        Double frequencyPenalty,
        Boolean logprobs,
        Integer topLogprobs,
        String reasoningEffort,
        Integer thinkingBudget,
        String user) {

    public static final Options NONE =
            new Options(null, null, null, null, List.of(), null, null, null, null, null, null, null, null, null);

    public Options {
        stop = stop == null ? List.of() : List.copyOf(stop);
    }
}

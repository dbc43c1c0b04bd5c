package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.RequestField;
import java.util.Locale;

/**
 * How much a model with three efforts is to reason, whichever way the caller said it: a budget of up to 2,048 tokens is
 * low, of up to 8,192 medium.
 *
 * @param field how the caller said it
 * @param effort {@code low, medium} or {@code high}
 */
record ReasoningWords(RequestField field, boolean off, String effort) {

    /** Null where the caller said nothing. */
    static ReasoningWords of(Context context) {
        Options options = context.request().options();
        if (options.thinkingBudget() != null) {
            int budget = options.thinkingBudget();
            String effort = budget <= 2_048 ? "low" : budget <= 8_192 ? "medium" : "high";
            return new ReasoningWords(RequestField.THINKING_BUDGET, budget <= 0, effort);
        }
        if (options.reasoningEffort() == null) {
            return null;
        }
        String word = options.reasoningEffort().toLowerCase(Locale.ROOT);
        String effort =
                switch (word) {
                    case "none", "minimal", "low" -> "low";
                    case "medium" -> "medium";
                    default -> "high";
                };
        return new ReasoningWords(RequestField.REASONING_EFFORT, word.equals("none"), effort);
    }

    void lost(Context context, String reason) {
        context.lost(field, reason);
        boolean both = field == RequestField.THINKING_BUDGET
                && context.request().options().reasoningEffort() != null;
        if (both) {
            context.lost(RequestField.REASONING_EFFORT, reason);
        }
    }
}

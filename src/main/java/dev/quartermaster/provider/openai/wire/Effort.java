package dev.quartermaster.provider.openai.wire;

import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.provider.Fidelity;

/**
 * How hard a model is to reason. A budget of reasoning tokens becomes the nearest effort, as OpenAI has no numbers: none,
 * then low, medium and high with 2,048 and 8,192 tokens between them.
 */
public final class Effort {

    private static final int LOW = 2_048;
    private static final int MEDIUM = 8_192;

    private Effort() {}

    /** Null where it is left to the model. @param reasons whether the model reasons at all */
    public static String of(Options options, boolean reasons, Fidelity fidelity) {
        Integer budget = options.thinkingBudget();
        if (options.reasoningEffort() != null || budget == null) {
            return options.reasoningEffort();
        }
        if (!reasons) {
            if (budget > 0) {
                fidelity.lost("thinking", "this model does not reason");
            }
            return null;
        }
        if (budget == 0) {
            return "none";
        }
        return budget <= LOW ? "low" : budget <= MEDIUM ? "medium" : "high";
    }
}

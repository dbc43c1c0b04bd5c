package dev.quartermaster.provider.translation;

import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import org.jspecify.annotations.Nullable;

/**
 * Reasoning that a caller asks for, as an effort. A token budget becomes the nearest effort: none, then low, medium and
 * high with 2,048 and 8,192 tokens as bounds. Reasoning that is switched off stays off, whatever the effort.
 *
 * @param field the caller's field
 */
public record RequestedReasoning(String effort, RequestField field) {

    public static final String NO_REASONING = "this model does not reason";

    private static final String OFF = "none";
    private static final int LOW = 2_048;
    private static final int MEDIUM = 8_192;

    /** Returns the request's wish; null where it leaves reasoning to the model. */
    public static @Nullable RequestedReasoning of(Options options) {
        Integer budget = options.thinkingBudget();
        if (options.reasoningEffort() != null && (budget == null || budget > 0)) {
            return new RequestedReasoning(options.reasoningEffort(), RequestField.REASONING_EFFORT);
        }
        return budget == null ? null : new RequestedReasoning(effort(budget), RequestField.THINKING_BUDGET);
    }

    /** Returns whether a model is registered as one that reasons. */
    public static boolean reasons(ModelSpec model) {
        return model.features().contains(Feature.REASONING);
    }

    /** Returns whether a model may reason: it does, or its entry lists no features at all. */
    public static boolean mayReason(ModelSpec model) {
        return reasons(model) || model.features().isEmpty();
    }

    /** The warning that another effort is asked of the model. */
    public static String nearest(@Nullable String wanted, String taken) {
        return "this model has no effort '" + wanted + "', it is asked for '" + taken + "'";
    }

    /** Returns whether no reasoning is wanted. */
    public boolean off() {
        return effort.equals(OFF);
    }

    private static String effort(int budget) {
        if (budget == 0) {
            return OFF;
        }
        return budget <= LOW ? "low" : budget <= MEDIUM ? "medium" : "high";
    }
}

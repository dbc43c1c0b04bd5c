package dev.quartermaster.provider.claude;

import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.model.ReasoningRange;
import dev.quartermaster.provider.translation.Fields;
import dev.quartermaster.provider.translation.RequestedReasoning;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reasoning parameters of a Claude request: a token budget for models up to 4.5, an effort for newer ones, which decide
 * for themselves when to think.
 *
 * <p>Without a budget from the caller, an effort becomes a share of the token limit: minimal 10 %, low 20 %, medium 50
 * %, high 80 %, xhigh and max 95 %. A budget is limited to the model's range and the token limit.
 *
 * <p>Reasoning is off, whatever the request, if the API would reject it for this conversation: while the results of
 * tools are pending whose call does not begin with signed reasoning, and when an answer is continued.
 *
 * @param thinking the {@code thinking} object; null where there is none
 * @param effort the {@code output_config.effort}; null where there is none
 */
record ClaudeReasoning(
        @Nullable Map<String, Object> thinking, @Nullable String effort) {

    private static final ClaudeReasoning NONE = new ClaudeReasoning(null, null);
    private static final String TYPE = "type";
    private static final String ADAPTIVE = "adaptive";
    private static final String DISABLED = "disabled";
    private static final String NONE_WORD = "none";
    private static final int LEAST_BUDGET = 1_024;
    private static final String FORCED = "this provider's models do not reason when they must call a tool";

    static ClaudeReasoning of(ClaudeRequest call) {
        Options options = call.request().options();
        Integer budget = options.thinkingBudget();
        String effort = options.reasoningEffort() == null
                ? null
                : options.reasoningEffort().toLowerCase(Locale.ROOT);
        boolean own = call.ownThinking().containsKey(TYPE);
        if (budget == null && effort == null && !own) {
            return NONE;
        }
        boolean off = budget == null ? !own && NONE_WORD.equals(effort) : budget <= 0;
        if (off) {
            return off(call, effort);
        }
        if (!call.reasons()) {
            return without(call, RequestedReasoning.NO_REASONING);
        }
        boolean effortAlone = budget == null && !own && call.speaksMessages();
        if (effortAlone && !call.range().efforts().isEmpty()) {
            return new ClaudeReasoning(null, word(call, effort));
        }
        if (call.isToolForced()) {
            return without(call, FORCED);
        }
        return on(call, budget, effort);
    }

    boolean isOn() {
        return thinking != null && !DISABLED.equals(thinking.get(TYPE));
    }

    private static ClaudeReasoning on(ClaudeRequest call, @Nullable Integer budget, @Nullable String effort) {
        ClaudeGeneration generation = call.generation();
        Object ownType = call.ownThinking().get(TYPE);
        if (ownType != null && !ADAPTIVE.equals(ownType)) {
            return new ClaudeReasoning(call.ownThinking(), word(call, effort));
        }
        if (generation.thinksAdaptively() && (budget == null || generation.refusesBudgetAndSampling())) {
            if (budget != null) {
                String field = call.path(RequestField.THINKING_BUDGET);
                call.fidelity().omitted(field, "this model takes an effort in place of a budget");
            }
            String wanted = effort == null && budget != null ? effortOf(budget) : effort;
            return new ClaudeReasoning(thinking(call, Fields.with(TYPE, ADAPTIVE)), word(call, wanted));
        }
        if (call.isPrefilled() || call.continuesUnsealedToolUse()) {
            return new ClaudeReasoning(null, budget == null ? null : word(call, effort));
        }
        if (call.room() <= LEAST_BUDGET) {
            return without(call, "this model reasons only with more than 1024 output tokens");
        }
        long wanted = budget == null ? share(effort == null ? "high" : effort, call.room()) : budget;
        Fields enabled = Fields.with(TYPE, "enabled").set("budget_tokens", held(call, wanted));
        return new ClaudeReasoning(thinking(call, enabled), budget == null ? null : word(call, effort));
    }

    /** A caller who says so in the API's own words is passed on; others are told apart by what is the model's habit. */
    private static ClaudeReasoning off(ClaudeRequest call, @Nullable String effort) {
        if (!call.reasons()) {
            return NONE;
        }
        ReasoningRange range = call.model().reasoning();
        if (Boolean.FALSE.equals(range.canBeOff()) && !call.isToolForced()) {
            return least(call);
        }
        boolean habit = range.equals(ReasoningRange.UNKNOWN)
                ? call.generation().thinksAdaptively()
                : Boolean.TRUE.equals(range.canBeOff());
        boolean said = call.speaksMessages() && call.request().options().thinkingBudget() != null;
        return new ClaudeReasoning(
                said || habit ? Map.of(TYPE, DISABLED) : null,
                said && !NONE_WORD.equals(effort) ? word(call, effort) : null);
    }

    private static ClaudeReasoning least(ClaudeRequest call) {
        boolean budget = call.request().options().thinkingBudget() != null;
        String field = call.path(budget ? RequestField.THINKING_BUDGET : RequestField.REASONING_EFFORT);
        call.fidelity().omitted(field, "this model's reasoning cannot be switched off: it is asked for the least");
        return on(call, null, call.range().efforts().stream().findFirst().orElse("minimal"));
    }

    /** Reports every way in which reasoning was asked for, and leaves it out. */
    private static ClaudeReasoning without(ClaudeRequest call, String reason) {
        Options options = call.request().options();
        if (options.thinkingBudget() != null) {
            call.lost(RequestField.THINKING_BUDGET, reason);
        } else if (call.ownThinking().containsKey(TYPE)) {
            // Adaptive thinking leaves the matter to the model, so a model that does not think does as it was told.
            call.fidelity().omitted("thinking", reason);
        }
        if (options.reasoningEffort() == null) {
            return NONE;
        }
        if (call.reasons() && call.speaksMessages() && !call.range().efforts().isEmpty()) {
            return new ClaudeReasoning(null, word(call, options.reasoningEffort()));
        }
        call.lost(RequestField.REASONING_EFFORT, reason);
        return NONE;
    }

    private static Map<String, Object> thinking(ClaudeRequest call, Fields thinking) {
        return thinking.add(call.ownThinking()).map();
    }

    private static int held(ClaudeRequest call, long budget) {
        int most = (int) Math.min(Integer.MAX_VALUE, call.room() - 1);
        int wanted = (int) Math.min(most, Math.max(LEAST_BUDGET, budget));
        int held = Math.min(most, call.range().held(wanted));
        if (held != budget && call.request().options().thinkingBudget() != null) {
            String field = call.path(RequestField.THINKING_BUDGET);
            call.fidelity().omitted(field, "it is held to " + held + ", by the model's range and the token limit");
        }
        return held;
    }

    private static long share(String effort, long room) {
        int percent =
                switch (effort) {
                    case "minimal" -> 10;
                    case "low" -> 20;
                    case "medium" -> 50;
                    case "high" -> 80;
                    default -> 95;
                };
        return room * percent / 100;
    }

    private static String effortOf(int budget) {
        return budget <= 2_048 ? "low" : budget <= 8_192 ? "medium" : "high";
    }

    /** The model's own word; null where it takes none, as its budget says the same. */
    private static @Nullable String word(ClaudeRequest call, @Nullable String effort) {
        ReasoningRange range = call.range();
        if (effort == null || effort.equals(NONE_WORD) || range.efforts().isEmpty()) {
            return null;
        }
        String wanted = effort.toLowerCase(Locale.ROOT);
        String taken = range.nearest(wanted);
        if (!taken.equals(wanted)) {
            call.fidelity()
                    .omitted(call.path(RequestField.REASONING_EFFORT), RequestedReasoning.nearest(wanted, taken));
        }
        return taken;
    }
}

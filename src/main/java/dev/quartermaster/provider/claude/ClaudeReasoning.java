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
    private static final String OFF = "none";
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
        boolean off = budget == null ? !own && OFF.equals(effort) : budget <= 0;
        if (off) {
            return off(call, effort);
        }
        if (!call.reasons()) {
            return without(call, RequestedReasoning.NO_REASONING);
        }
        boolean effortAlone = budget == null && !own && call.speaksMessages();
        if (effortAlone && !call.range().efforts().isEmpty()) {
            return new ClaudeReasoning(null, effort(call, effort));
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
            return new ClaudeReasoning(call.ownThinking(), effort(call, effort));
        }
        if (generation.thinksAdaptively() && (budget == null || generation.refusesBudgetAndSampling())) {
            if (budget != null) {
                call.context().omitted(RequestField.THINKING_BUDGET, "this model takes an effort in place of a budget");
            }
            String wanted = effort == null && budget != null ? effortOf(budget) : effort;
            return new ClaudeReasoning(thinking(call, Fields.with(TYPE, ADAPTIVE)), effort(call, wanted));
        }
        if (call.isPrefilled() || call.continuesUnsignedToolUse()) {
            return new ClaudeReasoning(null, budget == null ? null : effort(call, effort));
        }
        if (call.room() <= LEAST_BUDGET) {
            return without(call, "this model reasons only with more than 1024 output tokens");
        }
        long wanted = budget == null ? share(effort == null ? "high" : effort, call.room()) : budget;
        Fields enabled = Fields.with(TYPE, "enabled").set("budget_tokens", limited(call, wanted));
        return new ClaudeReasoning(thinking(call, enabled), budget == null ? null : effort(call, effort));
    }

    /** Passes on a caller's own way of switching reasoning off; for others, switches off what reasons by default. */
    private static ClaudeReasoning off(ClaudeRequest call, @Nullable String effort) {
        if (!call.reasons()) {
            return NONE;
        }
        ReasoningRange range = call.context().model().reasoning();
        if (Boolean.FALSE.equals(range.canBeOff()) && !call.isToolForced()) {
            return least(call);
        }
        boolean reasonsByDefault = range.equals(ReasoningRange.UNKNOWN)
                ? call.generation().thinksAdaptively()
                : Boolean.TRUE.equals(range.canBeOff());
        boolean explicit = call.speaksMessages() && call.request().options().thinkingBudget() != null;
        return new ClaudeReasoning(
                explicit || reasonsByDefault ? Map.of(TYPE, DISABLED) : null,
                explicit && !OFF.equals(effort) ? effort(call, effort) : null);
    }

    private static ClaudeReasoning least(ClaudeRequest call) {
        boolean budget = call.request().options().thinkingBudget() != null;
        RequestField field = budget ? RequestField.THINKING_BUDGET : RequestField.REASONING_EFFORT;
        call.context().omitted(field, "this model's reasoning cannot be switched off: it is asked for the least");
        return on(call, null, call.range().efforts().stream().findFirst().orElse("minimal"));
    }

    /** Reports every way in which reasoning was asked for, and leaves it out. */
    private static ClaudeReasoning without(ClaudeRequest call, String reason) {
        Options options = call.request().options();
        if (options.thinkingBudget() != null) {
            call.context().unsupported(RequestField.THINKING_BUDGET, reason);
        } else if (call.ownThinking().containsKey(TYPE)) {
            // Adaptive thinking leaves the matter to the model, so nothing is lost when it does not think.
            call.context().policy().omitted("thinking", reason);
        }
        if (options.reasoningEffort() == null) {
            return NONE;
        }
        if (call.reasons() && call.speaksMessages() && !call.range().efforts().isEmpty()) {
            return new ClaudeReasoning(null, effort(call, options.reasoningEffort()));
        }
        call.context().unsupported(RequestField.REASONING_EFFORT, reason);
        return NONE;
    }

    private static Map<String, Object> thinking(ClaudeRequest call, Fields thinking) {
        return thinking.add(call.ownThinking()).map();
    }

    private static int limited(ClaudeRequest call, long budget) {
        int most = (int) Math.min(Integer.MAX_VALUE, call.room() - 1);
        int wanted = (int) Math.min(most, Math.max(LEAST_BUDGET, budget));
        int limited = Math.min(most, call.range().held(wanted));
        if (limited != budget && call.request().options().thinkingBudget() != null) {
            call.context()
                    .omitted(
                            RequestField.THINKING_BUDGET,
                            "it is held to " + limited + ", by the model's range and the token limit");
        }
        return limited;
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

    /** The effort to send; null where the model has none, as its budget expresses the same. */
    private static @Nullable String effort(ClaudeRequest call, @Nullable String effort) {
        ReasoningRange range = call.range();
        if (effort == null || effort.equals(OFF) || range.efforts().isEmpty()) {
            return null;
        }
        String wanted = effort.toLowerCase(Locale.ROOT);
        return call.context().effort(new RequestedReasoning(wanted, RequestField.REASONING_EFFORT), range);
    }
}

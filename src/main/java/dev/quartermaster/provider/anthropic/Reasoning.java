package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.provider.Fields;
import java.util.List;
import java.util.Map;

/**
 * How a request's wish for reasoning is said to a Claude model: as a budget of tokens to those up to 4.5, as an effort to
 * newer ones, which decide for themselves when to think.
 *
 * <p>Without a budget of the caller's own, an effort becomes a part of the token limit: minimal 10 %, low 20 %, medium
 * 50 %, high 80 %, xhigh and max 95 %, at least the 1,024 that the API demands.
 *
 * @param thinking the {@code thinking} object; null where there is none
 * @param effort the {@code output_config.effort}; null where there is none
 */
record Reasoning(Map<String, Object> thinking, String effort) {

    private static final Reasoning NONE = new Reasoning(null, null);
    private static final Map<String, Object> ADAPTIVE = Map.of("type", "adaptive");
    private static final int LEAST_BUDGET = 1_024;
    private static final String EFFORT_FIELD = "reasoning_effort";

    static Reasoning of(Context context, long maxTokens) {
        Options options = context.request().options();
        if (options.thinkingBudget() != null) {
            return ofBudget(context, options.thinkingBudget());
        }
        String effort = options.reasoningEffort();
        if (effort == null) {
            return NONE;
        }
        if (context.sameDialect()) {
            return new Reasoning(null, effort);
        }
        return effort.equals("none") ? NONE : ofEffort(context, effort, maxTokens);
    }

    boolean isOn() {
        return thinking != null && !"disabled".equals(thinking.get("type"));
    }

    private static Reasoning ofBudget(Context context, int budget) {
        String effort = context.sameDialect() ? context.request().options().reasoningEffort() : null;
        if (budget <= 0) {
            return new Reasoning(context.sameDialect() ? Map.of("type", "disabled") : null, effort);
        }
        if (!context.generation().refusesBudgetAndSampling()) {
            return new Reasoning(enabled(budget), effort);
        }
        context.lost("thinking.budget_tokens", "this model decides itself how long it reasons");
        return new Reasoning(ADAPTIVE, effort);
    }

    private static Reasoning ofEffort(Context context, String effort, long maxTokens) {
        if (!reasons(context)) {
            context.lost(EFFORT_FIELD, "this model does not reason");
            return NONE;
        }
        if (isToolForced(context.request().toolChoice())) {
            context.lost(EFFORT_FIELD, "this provider's models do not reason when they must call a tool");
            return NONE;
        }
        if (context.generation().thinksAdaptively()) {
            return new Reasoning(ADAPTIVE, word(effort, context.generation()));
        }
        if (maxTokens <= LEAST_BUDGET) {
            context.lost(EFFORT_FIELD, "this model reasons only with more than 1024 output tokens");
            return NONE;
        }
        return continuesUnsealedToolUse(context.request().messages())
                ? NONE
                : new Reasoning(enabled(budget(effort, maxTokens)), null);
    }

    private static boolean reasons(Context context) {
        return context.generation().thinks() || context.model().features().contains(Feature.REASONING);
    }

    private static boolean isToolForced(ToolChoice choice) {
        return choice != null && (choice.mode() == ToolChoice.Mode.REQUIRED || choice.mode() == ToolChoice.Mode.NAMED);
    }

    /**
     * Whether the conversation waits on tools that the model asked for without its sealed reasoning being at hand: other
     * dialects do not carry it. The API refuses a thinking budget there, so such a turn is answered without.
     */
    private static boolean continuesUnsealedToolUse(List<Message> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            Message message = messages.get(i);
            if (message.role() == Role.ASSISTANT) {
                return message.parts().stream().anyMatch(Part.ToolCall.class::isInstance)
                        && message.parts().stream().noneMatch(Reasoning::isSealed);
            }
        }
        return false;
    }

    private static boolean isSealed(Part part) {
        return part instanceof Part.Thinking thinking && thinking.signature() != null;
    }

    private static Map<String, Object> enabled(int budget) {
        return Fields.with("type", "enabled").set("budget_tokens", budget).map();
    }

    private static int budget(String effort, long maxTokens) {
        int percent =
                switch (effort) {
                    case "minimal" -> 10;
                    case "low" -> 20;
                    case "medium" -> 50;
                    case "high" -> 80;
                    default -> 95;
                };
        return (int) Math.max(LEAST_BUDGET, Math.min(maxTokens - 1, maxTokens * percent / 100));
    }

    private static String word(String effort, ClaudeGeneration generation) {
        return switch (effort) {
            case "minimal" -> "low";
            case "xhigh" -> generation.refusesBudgetAndSampling() ? effort : "high";
            default -> effort;
        };
    }
}

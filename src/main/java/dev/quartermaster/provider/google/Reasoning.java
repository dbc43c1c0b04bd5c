package dev.quartermaster.provider.google;

import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.provider.Fields;
import java.util.Map;

/**
 * How a request's wish for reasoning is said to a Gemini model, by the table Google documents for its OpenAI-compatible
 * endpoint: to 2.5 models as tokens (minimal and low 1,024, medium 8,192, high 24,576), to newer ones as a level.
 * Thoughts are shown to callers whose dialect shows them.
 */
final class Reasoning {

    private static final String EFFORT_FIELD = "reasoning_effort";

    private final Context context;
    private final Options options;

    Reasoning(Context context) {
        this.context = context;
        this.options = context.request().options();
    }

    /** Null where it is left to the model. */
    Map<String, Object> config() {
        if (options.thinkingBudget() != null) {
            return withThoughts(Fields.with("thinkingBudget", options.thinkingBudget()), options.thinkingBudget() > 0);
        }
        String effort = options.reasoningEffort();
        if (effort == null) {
            return null;
        }
        if (!reasons()) {
            if (!effort.equals("none")) {
                context.lost(EFFORT_FIELD, "this model does not reason");
            }
            return null;
        }
        return context.generation().hasThinkingLevels() ? level(effort) : budget(effort);
    }

    private boolean reasons() {
        return context.generation().version() >= 205
                || context.model().features().contains(Feature.REASONING);
    }

    private Map<String, Object> budget(String effort) {
        int budget =
                switch (effort) {
                    case "none" -> 0;
                    case "minimal", "low" -> 1_024;
                    case "medium" -> 8_192;
                    default -> 24_576;
                };
        return withThoughts(Fields.with("thinkingBudget", budget), budget > 0);
    }

    private Map<String, Object> level(String effort) {
        GeminiGeneration generation = context.generation();
        boolean finer = generation.flash() || generation.version() > 300;
        if (effort.equals("none") && !generation.flash()) {
            context.lost(EFFORT_FIELD, "this model always reasons");
            return null;
        }
        String level =
                switch (effort) {
                    case "none", "minimal" -> generation.flash() ? "MINIMAL" : "LOW";
                    case "low" -> "LOW";
                    case "medium" -> finer ? "MEDIUM" : "HIGH";
                    default -> "HIGH";
                };
        return withThoughts(Fields.with("thinkingLevel", level), !effort.equals("none"));
    }

    private Map<String, Object> withThoughts(Fields config, boolean thinks) {
        boolean shown = thinks && context.request().dialect() == Dialect.ANTHROPIC_MESSAGES;
        return config.set("includeThoughts", shown ? true : null).map();
    }
}

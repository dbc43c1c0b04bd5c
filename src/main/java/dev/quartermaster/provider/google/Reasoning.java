package dev.quartermaster.provider.google;

import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.model.ReasoningRange;
import dev.quartermaster.provider.translation.Fields;
import dev.quartermaster.provider.translation.RequestedReasoning;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes how much a Gemini model is to reason, by the table Google documents for its OpenAI-compatible endpoint: to 2.5
 * models as tokens (minimal and low 1,024, medium 8,192, high 24,576), to newer ones as a level. Both are held to what the
 * model takes; where that changes the wish, it is a warning. Thoughts are shown to callers whose dialect shows them.
 */
final class Reasoning {

    private final Context context;
    private final Options options;
    private final @Nullable RequestedReasoning wish;
    private final ReasoningRange range;

    Reasoning(Context context) {
        this.context = context;
        this.options = context.request().options();
        this.wish = RequestedReasoning.of(options);
        this.range = context.model().reasoning();
    }

    /** Null where it is left to the model. */
    @Nullable Map<String, Object> config() {
        if (wish == null) {
            return null;
        }
        if (!reasons()) {
            if (!wish.off()) {
                context.lost(wish.field(), RequestedReasoning.NO_REASONING);
            }
            return null;
        }
        List<String> levels = levels();
        return levels.isEmpty() ? budget() : level(levels);
    }

    /** A model of which nothing is known is judged by its name. */
    private boolean reasons() {
        return RequestedReasoning.reasons(context.model())
                || (context.model().features().isEmpty() && context.generation().version() >= 205);
    }

    /** The levels the model takes; empty where it takes tokens. */
    private List<String> levels() {
        return range.efforts().isEmpty() && range.maxBudget() == null
                ? context.generation().thinkingLevels()
                : range.efforts();
    }

    private Map<String, Object> budget() {
        boolean numbered = options.thinkingBudget() != null;
        int wanted = numbered ? options.thinkingBudget() : tokens(wish.effort());
        int held = range.held(wanted);
        if (held != wanted) {
            RequestField field = numbered ? RequestField.THINKING_BUDGET : RequestField.REASONING_EFFORT;
            context.omitted(field, "this model reasons with " + held + " tokens where " + wanted + " are asked for");
        }
        return withThoughts(Fields.with("thinkingBudget", held));
    }

    private static int tokens(@Nullable String effort) {
        return switch (effort) {
            case "none" -> 0;
            case "minimal", "low" -> 1_024;
            case "medium" -> 8_192;
            default -> 24_576;
        };
    }

    private Map<String, Object> level(List<String> levels) {
        String effort = wish.effort();
        String level = effort.equals("medium") && !levels.contains(effort) && levels.contains("high")
                ? "high"
                : new ReasoningRange(levels, null, null, null).nearest(effort);
        if (!levels.contains(level)) {
            level = levels.get(levels.size() - 1);
        }
        if (!level.equals(effort)) {
            context.omitted(wish.field(), RequestedReasoning.nearest(effort, level));
        }
        return withThoughts(Fields.with("thinkingLevel", level.toUpperCase(Locale.ROOT)));
    }

    private Map<String, Object> withThoughts(Fields config) {
        boolean shown = !wish.off() && context.request().dialect() == Dialect.ANTHROPIC_MESSAGES;
        return config.set("includeThoughts", shown ? true : null).map();
    }
}

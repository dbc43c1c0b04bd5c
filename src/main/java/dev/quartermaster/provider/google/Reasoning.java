package dev.quartermaster.provider.google;

import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.model.ReasoningRange;
import dev.quartermaster.provider.translation.Fields;
import dev.quartermaster.provider.translation.RequestedReasoning;
import dev.quartermaster.provider.translation.TranslationContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes how much a Gemini model is to reason, by the table Google documents for its OpenAI-compatible endpoint: to 2.5
 * models as tokens (minimal and low 1,024, medium 8,192, high 24,576), to newer ones as a level. Both are held to what the
 * model takes; where that changes the request, it is a warning. Thoughts are shown to callers whose dialect shows them.
 */
final class Reasoning {

    private final TranslationContext context;
    private final Options options;
    private final ReasoningRange range;

    Reasoning(TranslationContext context) {
        this.context = context;
        this.options = context.request().options();
        this.range = context.model().reasoning();
    }

    /** Returns the configuration; null where it is left to the model. */
    @Nullable Map<String, Object> config() {
        RequestedReasoning requested = RequestedReasoning.of(options);
        if (requested == null) {
            return null;
        }
        if (!reasons()) {
            if (!requested.off()) {
                context.unsupported(requested.field(), RequestedReasoning.NO_REASONING);
            }
            return null;
        }
        List<String> levels = levels();
        Fields config = levels.isEmpty() ? budget(requested) : level(requested, levels);
        boolean shown = !requested.off() && context.request().dialect() == Dialect.ANTHROPIC_MESSAGES;
        return config.set("includeThoughts", shown ? true : null).map();
    }

    /** A model without registered features is judged by its name. */
    private boolean reasons() {
        return RequestedReasoning.reasons(context.model())
                || (context.model().features().isEmpty()
                        && GeminiGeneration.of(context.model()).version() >= 205);
    }

    /** The levels the model takes; empty where it takes tokens. */
    private List<String> levels() {
        return range.efforts().isEmpty() && range.maxBudget() == null
                ? GeminiGeneration.of(context.model()).thinkingLevels()
                : range.efforts();
    }

    private Fields budget(RequestedReasoning requested) {
        Integer budget = options.thinkingBudget();
        int wanted = budget != null ? budget : tokens(requested.effort());
        int held = range.held(wanted);
        if (held != wanted) {
            RequestField field = budget != null ? RequestField.THINKING_BUDGET : RequestField.REASONING_EFFORT;
            context.omitted(field, "this model reasons with " + held + " tokens where " + wanted + " are asked for");
        }
        return Fields.with("thinkingBudget", held);
    }

    private static int tokens(String effort) {
        return switch (effort) {
            case "none" -> 0;
            case "minimal", "low" -> 1_024;
            case "medium" -> 8_192;
            default -> 24_576;
        };
    }

    private Fields level(RequestedReasoning requested, List<String> levels) {
        String effort = requested.effort();
        String level = effort.equals("medium") && !levels.contains(effort) && levels.contains("high")
                ? "high"
                : new ReasoningRange(levels, null, null, null).nearest(effort);
        if (!levels.contains(level)) {
            level = levels.get(levels.size() - 1);
        }
        if (!level.equals(effort)) {
            context.omitted(requested.field(), RequestedReasoning.nearest(effort, level));
        }
        return Fields.with("thinkingLevel", level.toUpperCase(Locale.ROOT));
    }
}

package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.model.ReasoningRange;
import dev.quartermaster.provider.claude.ClaudeRequest;
import dev.quartermaster.provider.claude.ClaudeSettings;
import dev.quartermaster.provider.translation.Fields;
import dev.quartermaster.provider.translation.RequestedReasoning;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Generation parameters: {@code inferenceConfig} in Converse's fields, and {@code additionalModelRequestFields} with
 * each vendor's own fields for the rest.
 *
 * @param inference null if empty
 * @param additional null if empty
 */
record ModelFields(
        @Nullable Map<String, Object> inference, @Nullable Map<String, Object> additional) {

    /** Assumed output of a Claude without a token limit from the caller; its reasoning budget is a part of it. */
    private static final long USUAL_ROOM = 20_480;

    /** The words that models of other vendors take. */
    private static final ReasoningRange EFFORTS =
            new ReasoningRange(List.of("low", "medium", "high"), null, null, null);

    static ModelFields of(Context context) {
        return context.isClaude() ? claude(context) : other(context);
    }

    private static ModelFields claude(Context context) {
        Options options = context.request().options();
        ClaudeSettings settings = ClaudeSettings.of(
                new ClaudeRequest(context.request(), context.model(), room(context), context.fidelity()));
        Fields additional = new Fields().set("top_k", settings.topK()).set("thinking", settings.thinking());
        if (settings.effort() != null) {
            additional.set("output_config", Map.of("effort", settings.effort()));
        }
        return of(inference(options.maxTokens(), settings.temperature(), settings.topP(), settings.stop()), additional);
    }

    private static long room(Context context) {
        Integer asked = context.request().options().maxTokens();
        Long most = context.model().maxOutputTokens();
        return asked != null ? asked : most == null ? USUAL_ROOM : Math.min(most, USUAL_ROOM);
    }

    private static ModelFields other(Context context) {
        Options options = context.request().options();
        Double temperature = options.temperature();
        if (temperature != null && temperature > 1) {
            context.lost(RequestField.TEMPERATURE, "this provider's temperature goes from 0 to 1");
            temperature = null;
        }
        List<String> stop =
                options.stop().stream().filter(text -> !text.isEmpty()).toList();
        Fields additional = new Fields();
        if (options.topK() != null) {
            topK(context, options.topK(), additional);
        }
        RequestedReasoning wanted = RequestedReasoning.of(options);
        if (wanted != null) {
            reasoning(context, wanted, additional);
        }
        return of(inference(options.maxTokens(), temperature, options.topP(), stop), additional);
    }

    private static ModelFields of(Fields inference, Fields additional) {
        return new ModelFields(
                inference.isEmpty() ? null : inference.map(), additional.isEmpty() ? null : additional.map());
    }

    private static Fields inference(
            @Nullable Integer maxTokens,
            @Nullable Double temperature,
            @Nullable Double topP,
            @Nullable List<String> stop) {
        return Fields.with("maxTokens", maxTokens)
                .set("temperature", temperature)
                .set("topP", topP)
                .set("stopSequences", stop == null || stop.isEmpty() ? null : stop);
    }

    private static void topK(Context context, int topK, Fields fields) {
        switch (context.family()) {
            case MISTRAL -> fields.set("top_k", topK);
            case NOVA, NOVA_2 -> fields.set("inferenceConfig", Map.of("topK", topK));
            default -> context.lost(RequestField.TOP_K, "this model's top_k cannot be set");
        }
    }

    private static void reasoning(Context context, RequestedReasoning wanted, Fields fields) {
        switch (context.family()) {
            case NOVA_2 -> fields.set("reasoningConfig", nova(context, wanted));
            case GPT_OSS -> gptOss(context, wanted, fields);
            default -> {
                if (!wanted.off()) {
                    without(context, "this model's reasoning cannot be set");
                }
            }
        }
    }

    private static void gptOss(Context context, RequestedReasoning wanted, Fields fields) {
        if (wanted.off()) {
            without(context, "this model's reasoning cannot be switched off");
        } else {
            fields.set("reasoning_effort", word(context, wanted));
        }
    }

    private static String word(Context context, RequestedReasoning wanted) {
        String wish = wanted.effort().toLowerCase(Locale.ROOT);
        String taken = EFFORTS.nearest(wish);
        if (!taken.equals(wish)) {
            context.fidelity().omitted(context.paths().of(wanted.field()), RequestedReasoning.nearest(wish, taken));
        }
        return taken;
    }

    private static void without(Context context, String reason) {
        Options options = context.request().options();
        if (options.thinkingBudget() != null) {
            context.lost(RequestField.THINKING_BUDGET, reason);
        }
        if (options.reasoningEffort() != null) {
            context.lost(RequestField.REASONING_EFFORT, reason);
        }
    }

    /** The highest effort takes neither a token limit nor sampling settings beside it. */
    private static Map<String, Object> nova(Context context, RequestedReasoning wanted) {
        if (wanted.off()) {
            return Map.of("type", "disabled");
        }
        Options options = context.request().options();
        boolean limited = options.maxTokens() != null || options.temperature() != null || options.topP() != null;
        String effort = word(context, wanted);
        boolean less = limited && effort.equals("high");
        if (less) {
            String reason = "this model takes its highest effort without a token limit, temperature and top_p only";
            context.fidelity().omitted(context.paths().of(wanted.field()), reason);
        }
        return Fields.with("type", "enabled")
                .set("maxReasoningEffort", less ? "medium" : effort)
                .map();
    }
}

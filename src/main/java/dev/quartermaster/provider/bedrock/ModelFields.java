package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.Fidelity;
import dev.quartermaster.provider.Fields;
import java.util.Locale;
import java.util.Map;

/** Writes {@code additionalModelRequestFields}: what Converse has no words for, in the words of each model's vendor. */
final class ModelFields {

    private final ModelFamily family;
    private final Fidelity fidelity;

    ModelFields(ModelSpec model, Fidelity fidelity) {
        this.family = ModelFamily.of(model);
        this.fidelity = fidelity;
    }

    /** Null where there is nothing to say. */
    Map<String, Object> of(Options options) {
        Fields fields = new Fields();
        if (options.topK() != null) {
            topK(options.topK(), fields);
        }
        Reasoning wanted = Reasoning.of(options);
        if (wanted != null) {
            reasoning(wanted, options.maxTokens(), fields);
        }
        return fields.isEmpty() ? null : fields.map();
    }

    private void topK(int topK, Fields fields) {
        switch (family) {
            case CLAUDE_ADAPTIVE, CLAUDE, MISTRAL -> fields.set("top_k", topK);
            case NOVA, NOVA_2 -> fields.set("inferenceConfig", Map.of("topK", topK));
            default -> fidelity.lost("top_k", "this model's top_k cannot be set");
        }
    }

    private void reasoning(Reasoning wanted, Integer maxTokens, Fields fields) {
        switch (family) {
            case CLAUDE_ADAPTIVE -> adaptive(wanted, fields);
            case CLAUDE -> budget(wanted, maxTokens, fields);
            case NOVA_2 -> fields.set("reasoningConfig", novaReasoning(wanted));
            case GPT_OSS -> gptOss(wanted, fields);
            default -> {
                if (!wanted.off()) {
                    fidelity.lost(wanted.field(), "this model's reasoning cannot be set");
                }
            }
        }
    }

    private static void adaptive(Reasoning wanted, Fields fields) {
        if (wanted.off()) {
            fields.set("thinking", Map.of("type", "disabled"));
        } else {
            fields.set("thinking", Map.of("type", "adaptive")).set("output_config", Map.of("effort", wanted.effort()));
        }
    }

    private void budget(Reasoning wanted, Integer maxTokens, Fields fields) {
        if (wanted.off()) {
            return;
        }
        int budget = maxTokens == null ? wanted.budget() : Math.min(wanted.budget(), maxTokens - 1);
        if (budget < Reasoning.LEAST_BUDGET) {
            fidelity.lost(wanted.field(), "the token limit leaves no room for reasoning");
        } else {
            fields.set(
                    "thinking",
                    Fields.with("type", "enabled").set("budget_tokens", budget).map());
        }
    }

    private void gptOss(Reasoning wanted, Fields fields) {
        if (wanted.off()) {
            fidelity.lost(wanted.field(), "this model's reasoning cannot be switched off");
        } else {
            fields.set("reasoning_effort", wanted.effort());
        }
    }

    private static Map<String, Object> novaReasoning(Reasoning wanted) {
        return wanted.off()
                ? Map.of("type", "disabled")
                : Fields.with("type", "enabled")
                        .set("maxReasoningEffort", wanted.effort())
                        .map();
    }

    /**
     * How much a model is to reason, whichever way the caller said it: budgets and efforts become the nearest of each
     * other, with 2,048 and 8,192 tokens between low, medium and high.
     *
     * @param field how the caller said it
     * @param effort {@code low, medium} or {@code high}
     */
    private record Reasoning(String field, boolean off, String effort, int budget) {

        static final int LEAST_BUDGET = 1_024;

        static Reasoning of(Options options) {
            if (options.thinkingBudget() != null) {
                int budget = options.thinkingBudget();
                String effort = budget <= 2_048 ? "low" : budget <= 8_192 ? "medium" : "high";
                return new Reasoning("thinking", budget == 0, effort, Math.max(budget, LEAST_BUDGET));
            }
            if (options.reasoningEffort() == null) {
                return null;
            }
            return switch (options.reasoningEffort().toLowerCase(Locale.ROOT)) {
                case "none" -> new Reasoning("reasoning_effort", true, "low", 0);
                case "minimal", "low" -> new Reasoning("reasoning_effort", false, "low", 2_048);
                case "medium" -> new Reasoning("reasoning_effort", false, "medium", 8_192);
                default -> new Reasoning("reasoning_effort", false, "high", 16_384);
            };
        }
    }
}

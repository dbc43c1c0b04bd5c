package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.provider.Fields;
import java.util.Map;

/** Writes how the answer is generated: sampling, reasoning, its form. */
final class OptionTranslator {

    private final Context context;
    private final Options options;
    private final Reasoning reasoning;

    OptionTranslator(Context context, long maxTokens) {
        this.context = context;
        this.options = context.request().options();
        this.reasoning = Reasoning.of(context, maxTokens);
    }

    void write(Fields body) {
        body.set("temperature", temperature())
                .set("top_p", topP())
                .set("top_k", topK())
                .set("stop_sequences", options.stop().isEmpty() ? null : options.stop())
                .set("thinking", reasoning.thinking())
                .set("output_config", outputConfig())
                .set("metadata", options.user() == null ? null : Map.of("user_id", options.user()));
    }

    private Double temperature() {
        Double temperature = options.temperature();
        if (temperature == null || context.sameDialect()) {
            return temperature;
        }
        if (temperature > 1) {
            return lost("temperature", "this provider's temperature goes from 0 to 1");
        }
        boolean fixed = reasoning.isOn() || context.generation().refusesBudgetAndSampling();
        if (!fixed) {
            return temperature;
        }
        return temperature == 1
                ? null
                : lost("temperature", "this model's temperature cannot be set, or not while it reasons");
    }

    private Double topP() {
        boolean fixed = context.generation().refusesBudgetAndSampling()
                || (reasoning.isOn() && options.topP() != null && options.topP() < 0.95);
        if (options.topP() == null || context.sameDialect() || !fixed) {
            return options.topP();
        }
        return options.topP() == 1 ? null : lost("top_p", "this model's top_p cannot be set, or not while it reasons");
    }

    private Integer topK() {
        boolean fixed = context.generation().refusesBudgetAndSampling() || reasoning.isOn();
        if (options.topK() != null && fixed && !context.sameDialect()) {
            context.lost("top_k", "this model's top_k cannot be set, or not while it reasons");
            return null;
        }
        return options.topK();
    }

    private Double lost(String field, String reason) {
        context.lost(field, reason);
        return null;
    }

    private Map<String, Object> outputConfig() {
        Fields config = new Fields().set("effort", reasoning.effort());
        ResponseFormat format = context.request().responseFormat();
        if (format != null && format.kind() == ResponseFormat.Kind.JSON_SCHEMA) {
            config.set(
                    "format",
                    Fields.with("type", "json_schema")
                            .set("schema", format.schema())
                            .map());
        }
        return config.isEmpty() ? null : config.map();
    }
}

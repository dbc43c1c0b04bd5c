package dev.quartermaster.provider.google;

import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.provider.translation.Fields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes how the answer is generated. */
final class ConfigTranslator {

    private static final int MOST_STOPS = 5;
    private static final int MOST_CANDIDATES = 8;

    private final Context context;
    private final Options options;

    ConfigTranslator(Context context) {
        this.context = context;
        this.options = context.request().options();
    }

    /** Null where all is left to the model. */
    @Nullable Map<String, Object> config() {
        Fields config = new Fields()
                .set("maxOutputTokens", options.maxTokens())
                .set("temperature", options.temperature())
                .set("topP", options.topP())
                .set("topK", options.topK())
                .set("stopSequences", stop())
                .set("candidateCount", candidates())
                .set("seed", seed())
                .set("presencePenalty", options.presencePenalty())
                .set("frequencyPenalty", options.frequencyPenalty())
                .set("responseLogprobs", Boolean.TRUE.equals(options.logprobs()) ? true : null)
                .set("logprobs", options.topLogprobs())
                .set("thinkingConfig", new Reasoning(context).config());
        format(config);
        return config.isEmpty() ? null : config.map();
    }

    private @Nullable List<String> stop() {
        List<String> stop = options.stop();
        if (stop.size() > MOST_STOPS) {
            context.lost(RequestField.STOP, "this provider takes " + MOST_STOPS + " stop sequences at most");
            return stop.subList(0, MOST_STOPS);
        }
        return stop.isEmpty() ? null : stop;
    }

    private @Nullable Integer candidates() {
        Integer wanted = options.n();
        if (wanted != null && wanted > MOST_CANDIDATES) {
            context.lost(RequestField.N, "this provider gives " + MOST_CANDIDATES + " answers at most");
            return MOST_CANDIDATES;
        }
        return wanted == null || wanted == 1 ? null : wanted;
    }

    private @Nullable Long seed() {
        Long seed = options.seed();
        if (seed != null && seed.intValue() != seed) {
            context.lost(RequestField.SEED, "this provider's seed is a number of 32 bits");
            return null;
        }
        return seed;
    }

    private void format(Fields config) {
        ResponseFormat format = context.request().responseFormat();
        if (format == null || format.kind() == ResponseFormat.Kind.TEXT) {
            return;
        }
        config.set("responseMimeType", "application/json");
        if (format.kind() == ResponseFormat.Kind.JSON_SCHEMA) {
            config.set("responseSchema", SchemaCleaner.answer(format.schema()));
        }
    }
}

package dev.quartermaster.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.Feature;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Translates LiteLLM's price file: entries by name, prices in US dollars per token. */
final class LiteLlmReader {

    static final String SOURCE = "LiteLLM";

    /** Keys of the file that are no models. */
    private static final Set<String> NOT_MODELS = Set.of("sample_spec", "fallback_generalizations");

    private static final Set<String> TEXT_MODES = Set.of("chat", "completion", "responses");

    private static final Map<String, Feature> FEATURES = Map.of(
            "supports_function_calling", Feature.TOOLS,
            "supports_vision", Feature.VISION,
            "supports_response_schema", Feature.STRUCTURED_OUTPUT,
            "supports_reasoning", Feature.REASONING,
            "supports_prompt_caching", Feature.PROMPT_CACHING);

    private final LocalDate asOf;

    LiteLlmReader(LocalDate asOf) {
        this.asOf = asOf;
    }

    List<ImportRow> rows(JsonNode root) {
        List<ImportRow> rows = new ArrayList<>();
        int number = 0;
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            number++;
            if (!NOT_MODELS.contains(entry.getKey())) {
                rows.add(row(number, entry.getKey(), entry.getValue()));
            }
        }
        return rows;
    }

    private ImportRow row(int number, String name, JsonNode row) {
        String provider = row.path("litellm_provider").textValue();
        try {
            if (provider == null) {
                throw new UnusableRow("litellm_provider is missing");
            }
            return ImportRow.of(
                    number, name, provider, model(name, provider, row).entry(), Set.of());
        } catch (UnusableRow | IllegalArgumentException e) {
            return ImportRow.refused(number, name, provider, e.getMessage());
        }
    }

    private PlainModel model(String name, String provider, JsonNode row) {
        String mode = row.path("mode").asText("chat");
        boolean embedding = mode.equals("embedding");
        if (!embedding && !TEXT_MODES.contains(mode)) {
            throw new UnusableRow("mode '" + mode + "' is not billed by the tokens of a text");
        }
        ModelKey key = LiteLlmName.key(name, provider);
        return new PlainModel(
                key,
                null,
                embedding,
                features(row),
                new LiteLlmPricing(asOf).read(row, embedding),
                count(row, "max_input_tokens"),
                embedding ? null : maxOutput(row),
                date(row));
    }

    private static Set<Feature> features(JsonNode row) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        FEATURES.forEach((field, feature) -> {
            if (row.path(field).booleanValue()) {
                features.add(feature);
            }
        });
        return features;
    }

    /** {@code max_tokens} is the older name, and was used for both; it counts where the newer is absent. */
    private static @Nullable Long maxOutput(JsonNode row) {
        Long own = count(row, "max_output_tokens");
        return own != null || row.has("max_input_tokens") ? own : count(row, "max_tokens");
    }

    private static @Nullable Long count(JsonNode row, String field) {
        JsonNode count = row.path(field);
        return count.canConvertToLong() && count.longValue() > 0 ? count.longValue() : null;
    }

    private static @Nullable LocalDate date(JsonNode row) {
        String date = row.path("deprecation_date").textValue();
        try {
            return date == null || date.isBlank() ? null : LocalDate.parse(date);
        } catch (DateTimeException e) {
            throw new UnusableRow("deprecation_date is not a day, yyyy-mm-dd");
        }
    }
}

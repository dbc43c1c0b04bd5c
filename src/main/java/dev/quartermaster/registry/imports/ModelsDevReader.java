package dev.quartermaster.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.domain.model.ReasoningRange;
import dev.quartermaster.registry.BedrockProfile;
import dev.quartermaster.registry.file.RegistryEntry;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Translates the models.dev shape: providers by name, each with {@code models} by id, prices in US dollars per million
 * tokens. What the shape says about surcharges that have no price class here (audio input, fast modes) is left behind.
 */
public final class ModelsDevReader {

    /** The name under which the data set is cited. */
    public static final String SOURCE = "models.dev";

    private final LocalDate asOf;

    /** @param asOf the day the data was published; stands with every price */
    public ModelsDevReader(LocalDate asOf) {
        this.asOf = asOf;
    }

    /** @param root read with exact decimals */
    public List<RegistryEntry> read(JsonNode root) {
        List<RegistryEntry> entries = new ArrayList<>();
        root.properties().forEach(provider -> {
            ProviderId id = ProviderId.of(provider.getKey());
            provider.getValue()
                    .path("models")
                    .properties()
                    .forEach(model -> entries.add(entry(new ModelKey(id, model.getKey()), model.getValue())));
        });
        return entries;
    }

    /** The same, row by row: one that cannot be used is said to be so, and the rest goes on. */
    List<ImportRow> rows(JsonNode root) {
        List<ImportRow> rows = new ArrayList<>();
        root.properties().forEach(provider -> provider.getValue()
                .path("models")
                .properties()
                .forEach(model -> rows.add(row(rows.size() + 1, provider.getKey(), model.getKey(), model.getValue()))));
        return rows;
    }

    private ImportRow row(int number, String provider, String id, JsonNode model) {
        String name = provider + "/" + id;
        try {
            if (!model.isObject()) {
                throw new UnusableRow("an entry must be an object");
            }
            ModelKey key = new ModelKey(ProviderId.of(provider), id);
            if (!ModelsDevPricing.isPublished(model) && !ModelsDevPricing.isFree(key, model)) {
                throw new UnusableRow("cost: no price by the token is published");
            }
            return ImportRow.of(number, name, provider, entry(key, model), Set.of());
        } catch (UnusableRow | IllegalArgumentException | DateTimeException e) {
            return ImportRow.refused(number, name, provider, e.getMessage());
        }
    }

    private RegistryEntry entry(ModelKey key, JsonNode model) {
        DisablingReasons disablingReasons = DisablingReasons.of(key, model, asOf);
        return new RegistryEntry(
                spec(key, model, disablingReasons.isEmpty()),
                model.path("family").textValue(),
                date(model.path("release_date")),
                disablingReasons.text());
    }

    private ModelSpec spec(ModelKey key, JsonNode model, boolean enabled) {
        CapabilityReader capabilityReader = CapabilityReader.of(key, model);
        Long window = positive(model.path("limit").path("context"));
        Long maxInput = positive(model.path("limit").path("input"));
        return new ModelSpec(
                key,
                model.path("name").textValue(),
                capabilityReader.capabilities(),
                capabilityReader.features(),
                new ModelsDevPricing(asOf).read(key, model),
                RateLimits.NONE,
                texts(model.path("modalities").path("input")),
                capabilityReader.outputModalities(),
                window,
                window != null && maxInput != null && maxInput < window ? maxInput : null,
                capabilityReader.isEmbedding()
                        ? null
                        : positive(model.path("limit").path("output")),
                ModelsDevReasoning.read(key.provider(), model.path("reasoning_options")),
                null,
                List.of(),
                List.of(),
                null,
                List.of(),
                BedrockProfile.residency(key).orElse(null),
                Set.of(),
                enabled);
    }

    static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(element -> {
            if (element.isTextual()) {
                texts.add(element.textValue());
            }
        });
        return texts;
    }

    /** The shape writes an unknown limit as 0. */
    private static @Nullable Long positive(JsonNode limit) {
        return limit.canConvertToLong() && limit.longValue() > 0 ? limit.longValue() : null;
    }

    /** The shape allows a month or a year alone, which is no day. */
    private static @Nullable LocalDate date(JsonNode text) {
        return text.isTextual() && text.textValue().length() == "yyyy-mm-dd".length()
                ? LocalDate.parse(text.textValue())
                : null;
    }

    /** Reasons to list a model of the data without enabling it. */
    record DisablingReasons(List<String> reasons) {

        static DisablingReasons of(ModelKey key, JsonNode model, LocalDate asOf) {
            List<String> reasons = new ArrayList<>();
            if (!ModelsDevPricing.isPublished(model) && !ModelsDevPricing.isFree(key, model)) {
                reasons.add("No price is published by the token; set one before enabling it.");
            }
            // In this data set the word means that the provider's public API serves it no longer.
            if ("deprecated".equals(model.path("status").textValue())) {
                reasons.add("No longer served by its provider, by " + ModelsDevReader.SOURCE + " of " + asOf + ".");
            }
            if (isOnlyOnMantle(key, model)) {
                reasons.add("Served by Bedrock's OpenAI-compatible endpoint only, not by Converse.");
            }
            return new DisablingReasons(reasons);
        }

        private static boolean isOnlyOnMantle(ModelKey key, JsonNode model) {
            return key.provider().equals(ProviderId.BEDROCK)
                    && model.path("provider").path("api").asText().contains("bedrock-mantle");
        }

        boolean isEmpty() {
            return reasons.isEmpty();
        }

        /** Null when there are none. */
        @Nullable String text() {
            return reasons.isEmpty() ? null : String.join(" ", reasons);
        }
    }

    /** Reads a model's {@code reasoning_options}: a toggle, efforts, a budget of tokens. */
    static final class ModelsDevReasoning {

        /** Providers whose reasoning cannot be switched off unless the list says so; at others it is off by default. */
        private static final Set<ProviderId> ON_UNLESS_SWITCHED_OFF = Set.of(ProviderId.GOOGLE, ProviderId.OPENAI);

        private ModelsDevReasoning() {}

        static ReasoningRange read(ProviderId provider, JsonNode options) {
            List<String> efforts = new ArrayList<>();
            Integer least = null;
            Integer most = null;
            boolean toggle = false;
            for (JsonNode option : options) {
                switch (option.path("type").asText()) {
                    case "effort" -> option.path("values").forEach(word -> efforts.add(word.asText()));
                    case "budget_tokens" -> {
                        least = tokens(option.path("min"));
                        most = tokens(option.path("max"));
                    }
                    case "toggle" -> toggle = true;
                    default -> {
                        // A kind that is not known yet says nothing.
                    }
                }
            }
            if (options.isEmpty()) {
                return ReasoningRange.UNKNOWN;
            }
            boolean off = toggle || efforts.contains("none") || (least != null && least == 0);
            Boolean canBeOff = off ? Boolean.TRUE : ON_UNLESS_SWITCHED_OFF.contains(provider) ? Boolean.FALSE : null;
            return new ReasoningRange(efforts, least != null && least == 0 ? null : least, most, canBeOff);
        }

        private static @Nullable Integer tokens(JsonNode count) {
            return count.canConvertToInt() && count.intValue() >= 0 ? count.intValue() : null;
        }
    }
}

package dev.quartermaster.registry.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Endpoint;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.domain.model.ReasoningRange;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one entry, or says which field stands in the way. */
final class EntryReader {

    private static final int MOST_REASONS = 5;

    private final Function<JsonNode, List<String>> rules;

    /** @param rules what an entry violates besides the types of its fields; empty for nothing */
    EntryReader(Function<JsonNode, List<String>> rules) {
        this.rules = rules;
    }

    /** @throws InvalidEntry with the reason, when the entry cannot be used */
    RegistryEntry read(JsonNode entry) {
        if (!entry.isObject()) {
            throw new InvalidEntry("an entry must be an object");
        }
        PricingReader.requireOneForm(entry);
        List<String> violations = rules.apply(entry);
        if (!violations.isEmpty()) {
            throw new InvalidEntry(String.join("; ", violations.subList(0, Math.min(MOST_REASONS, violations.size()))));
        }
        try {
            return new RegistryEntry(
                    model(entry),
                    Fields.text(entry, "family"),
                    Fields.date(entry, "release_date", "release_date"),
                    Fields.text(entry, "note"));
        } catch (IllegalArgumentException e) {
            throw new InvalidEntry(String.valueOf(e.getMessage()));
        }
    }

    private static ModelSpec model(JsonNode entry) {
        return new ModelSpec(
                new ModelKey(
                        ProviderId.of(Fields.text(entry, "provider")),
                        entry.path("id").asText()),
                Fields.text(entry, "name"),
                Fields.words(entry, "capabilities"),
                features(entry),
                PricingReader.read(entry),
                rateLimits(entry.path("rate_limits")),
                Fields.words(entry.path("modalities"), "input"),
                Fields.words(entry.path("modalities"), "output"),
                Fields.count(entry, "context_window"),
                Fields.count(entry, "max_input_tokens"),
                Fields.count(entry, "max_output_tokens"),
                reasoning(entry.path("reasoning")),
                Fields.count(entry, "average_response_time_ms"),
                Fields.texts(entry, "aliases"),
                Fields.texts(entry, "fallbacks"),
                Fields.date(entry, "deprecation_date", "deprecation_date"),
                Fields.texts(entry, "regions"),
                Fields.text(entry, "residency"),
                endpoints(entry),
                Fields.flag(entry, "enabled", true));
    }

    private static Set<Feature> features(JsonNode entry) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        Fields.texts(entry, "features")
                .forEach(word -> features.add(Feature.parse(word)
                        .orElseThrow(() -> InvalidEntry.at("features", "has the unknown word " + word))));
        return features;
    }

    private static ReasoningRange reasoning(JsonNode range) {
        return range.isMissingNode()
                ? ReasoningRange.UNKNOWN
                : new ReasoningRange(
                        Fields.texts(range, "efforts"),
                        tokens(range, "min_budget_tokens"),
                        tokens(range, "max_budget_tokens"),
                        range.has("can_be_off") ? range.path("can_be_off").booleanValue() : null);
    }

    private static @Nullable Integer tokens(JsonNode range, String field) {
        Long count = Fields.count(range, field);
        return count == null ? null : Math.toIntExact(count);
    }

    private static Set<Endpoint> endpoints(JsonNode entry) {
        Set<Endpoint> endpoints = EnumSet.noneOf(Endpoint.class);
        Fields.texts(entry, "endpoints")
                .forEach(word -> endpoints.add(Endpoint.parse(word)
                        .orElseThrow(() -> InvalidEntry.at("endpoints", "has the unknown word " + word))));
        return endpoints;
    }

    private static RateLimits rateLimits(JsonNode limits) {
        return new RateLimits(Fields.count(limits, "requests_per_minute"), Fields.count(limits, "tokens_per_minute"));
    }
}

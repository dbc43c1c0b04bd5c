package dev.quartermaster.registry.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.model.Endpoint;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.domain.model.ReasoningRange;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Writes one entry in the full price form; fields that say nothing are left away. */
public final class EntryWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EntryWriter() {}

    public static ObjectNode write(RegistryEntry entry) {
        ModelSpec model = entry.model();
        ObjectNode node = NODES.objectNode();
        node.put("id", model.key().id());
        node.put("provider", model.key().provider().value());
        node.put("name", model.name());
        text(node, "family", entry.family());
        text(node, "release_date", entry.releaseDate());
        texts(node, "capabilities", model.capabilities());
        texts(node, "features", model.features().stream().map(Feature::wire).toList());
        reasoning(node, model.reasoning());
        modalities(node, model);
        node.set("pricing", PricingWriter.write(model.pricing()));
        rateLimits(node, model.rateLimits());
        limits(node, model);
        texts(node, "aliases", model.aliases());
        texts(node, "fallbacks", model.fallbacks());
        text(node, "deprecation_date", model.deprecationDate());
        texts(node, "regions", model.regions());
        text(node, "residency", model.residency());
        texts(node, "endpoints", model.endpoints().stream().map(Endpoint::wire).toList());
        node.put("enabled", model.enabled());
        text(node, "note", entry.note());
        return node;
    }

    private static void reasoning(ObjectNode node, ReasoningRange range) {
        ObjectNode written = NODES.objectNode();
        texts(written, "efforts", range.efforts());
        tokens(written, "min_budget_tokens", range.minBudget());
        tokens(written, "max_budget_tokens", range.maxBudget());
        if (range.canBeOff() != null) {
            written.put("can_be_off", range.canBeOff());
        }
        if (!written.isEmpty()) {
            node.set("reasoning", written);
        }
    }

    private static void tokens(ObjectNode node, String field, @Nullable Integer value) {
        if (value != null) {
            node.put(field, value);
        }
    }

    private static void modalities(ObjectNode node, ModelSpec model) {
        ObjectNode modalities = NODES.objectNode();
        texts(modalities, "input", model.inputModalities());
        texts(modalities, "output", model.outputModalities());
        if (!modalities.isEmpty()) {
            node.set("modalities", modalities);
        }
    }

    private static void rateLimits(ObjectNode node, RateLimits limits) {
        ObjectNode quota = NODES.objectNode();
        count(quota, "requests_per_minute", limits.requestsPerMinute());
        count(quota, "tokens_per_minute", limits.tokensPerMinute());
        if (!quota.isEmpty()) {
            node.set("rate_limits", quota);
        }
    }

    private static void limits(ObjectNode node, ModelSpec model) {
        count(node, "context_window", model.contextWindow());
        count(node, "max_input_tokens", model.maxInputTokens());
        count(node, "max_output_tokens", model.maxOutputTokens());
        count(node, "average_response_time_ms", model.averageResponseTimeMs());
    }

    static void text(ObjectNode node, String field, @Nullable Object value) {
        if (value != null) {
            node.put(field, value.toString());
        }
    }

    private static void texts(ObjectNode node, String field, Collection<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = node.putArray(field);
            values.forEach(array::add);
        }
    }

    private static void count(ObjectNode node, String field, @Nullable Long value) {
        if (value != null) {
            node.put(field, value);
        }
    }
}

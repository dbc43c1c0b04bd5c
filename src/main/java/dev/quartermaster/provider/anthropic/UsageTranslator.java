package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.MediaTokens;
import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.provider.translation.Fields;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Anthropic counts exclusively: {@code input_tokens} are those that neither came from the prompt cache nor went into it,
 * and all classes together are the whole. Reasoning is a part of the output.
 */
final class UsageTranslator {

    private static final Set<String> COUNTED = Set.of(
            "input_tokens",
            "output_tokens",
            "cache_read_input_tokens",
            "cache_creation_input_tokens",
            "cache_creation",
            "output_tokens_details");

    private UsageTranslator() {}

    /** @param estimated whether the counts are not final yet */
    static Usage usage(Map<String, Object> wire, boolean estimated) {
        Map<String, Object> lifetimes = object(wire, "cache_creation");
        long hour = count(lifetimes, "ephemeral_1h_input_tokens");
        long minutes = count(lifetimes, "ephemeral_5m_input_tokens");
        long written = wire.get("cache_creation_input_tokens") instanceof Number
                ? count(wire, "cache_creation_input_tokens")
                : hour + minutes;
        long writtenForHour = Math.min(hour, written);
        long output = count(wire, "output_tokens");
        long reasoning = count(object(wire, "output_tokens_details"), "thinking_tokens");
        return new Usage(
                count(wire, "input_tokens"),
                count(wire, "cache_read_input_tokens"),
                written - writtenForHour,
                writtenForHour,
                output,
                Math.min(reasoning, output),
                0,
                estimated,
                MediaTokens.NONE,
                ServiceTier.served(wire.get("service_tier")));
    }

    /** Returns the other fields of the usage object: {@code service_tier}, {@code server_tool_use}. */
    static Map<String, Object> rest(Map<String, Object> wire) {
        Map<String, Object> rest = Fields.without(wire, COUNTED);
        rest.values().removeIf(Objects::isNull);
        return rest;
    }

    private static long count(Map<String, Object> object, String field) {
        return object.get(field) instanceof Number number ? Math.max(0, number.longValue()) : 0;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> object, String field) {
        return object.get(field) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}

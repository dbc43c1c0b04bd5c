package dev.quartermaster.provider.openai.responses;

import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.provider.openai.wire.InclusiveUsage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what an answer used; the details are parts of the totals. */
final class UsageTranslator {

    private static final String INPUT_DETAILS = "input_tokens_details";
    private static final String OUTPUT_DETAILS = "output_tokens_details";
    private static final Set<String> COUNTED =
            Set.of("input_tokens", INPUT_DETAILS, "output_tokens", OUTPUT_DETAILS, "total_tokens");

    private UsageTranslator() {}

    static Usage usage(Map<String, Object> wire) {
        return InclusiveUsage.of(
                count(wire, "input_tokens"),
                count(wire.get(INPUT_DETAILS), "cached_tokens"),
                count(wire.get(INPUT_DETAILS), "cache_write_tokens"),
                count(wire, "output_tokens"),
                count(wire.get(OUTPUT_DETAILS), "reasoning_tokens"),
                InclusiveUsage.media(details(wire, INPUT_DETAILS), details(wire, OUTPUT_DETAILS)));
    }

    /** Returns the other fields of the usage object. */
    static Map<String, Object> rest(Map<String, Object> wire) {
        Map<String, Object> rest = new LinkedHashMap<>(wire);
        rest.keySet().removeAll(COUNTED);
        return rest;
    }

    /** What the answer used by its own account, at the tier that it says; null where it has no account. */
    static @Nullable Usage counted(Wire.Reply reply) {
        return reply.usage() == null ? null : usage(reply.usage()).at(tier(reply));
    }

    /** The tier that the answer says it was served at; null for the standard one. */
    static @Nullable ServiceTier tier(Wire.Reply reply) {
        return reply.extra() == null ? null : ServiceTier.served(reply.extra().get("service_tier"));
    }

    private static @Nullable Map<?, ?> details(Map<String, Object> wire, String field) {
        return wire.get(field) instanceof Map<?, ?> map ? map : null;
    }

    private static long count(@Nullable Object object, String field) {
        return object instanceof Map<?, ?> map && map.get(field) instanceof Number number ? number.longValue() : 0;
    }
}

package dev.quartermaster.provider.openai.responses;

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
                count(wire.get(OUTPUT_DETAILS), "reasoning_tokens"));
    }

    /** Returns the other fields of the usage object. */
    static Map<String, Object> rest(Map<String, Object> wire) {
        Map<String, Object> rest = new LinkedHashMap<>(wire);
        rest.keySet().removeAll(COUNTED);
        return rest;
    }

    private static long count(@Nullable Object object, String field) {
        return object instanceof Map<?, ?> map && map.get(field) instanceof Number number ? number.longValue() : 0;
    }
}

package dev.quartermaster.api.responses;

import dev.quartermaster.domain.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fills in what the dialect's schema demands of an event and its provider left out; older and compatible servers do. */
final class MissingFields {

    private static final String LOGPROBS = "logprobs";
    private static final List<String> WITH_LOGPROBS =
            List.of("response.output_text.delta", "response.output_text.done");

    private static final Set<String> REQUIRED =
            Set.of("error", "incomplete_details", "instructions", "metadata", "temperature", "top_p");

    private MissingFields() {}

    static Map<String, Object> filled(Map<String, Object> event) {
        boolean gap = WITH_LOGPROBS.contains(String.valueOf(event.get("type"))) && event.get(LOGPROBS) == null;
        return gap ? with(event, LOGPROBS, List.of()) : event;
    }

    /** @param last the event that holds the whole response {@code total} what its usage amounts to */
    static Map<String, Object> filled(Map<String, Object> last, Usage total) {
        Map<String, Object> response = object(last.get("response"));
        Map<String, Object> usage = object(response.get("usage"));
        Map<String, Object> input = object(usage.get("input_tokens_details"));
        Map<String, Object> output = object(usage.get("output_tokens_details"));
        input.putIfAbsent("cached_tokens", total.cacheRead());
        input.putIfAbsent("cache_write_tokens", total.cacheWrite5m() + total.cacheWrite1h());
        output.putIfAbsent("reasoning_tokens", total.reasoning());
        usage.putIfAbsent("input_tokens", total.promptTokens());
        usage.put("input_tokens_details", input);
        usage.putIfAbsent("output_tokens", total.answerTokens());
        usage.put("output_tokens_details", output);
        usage.putIfAbsent("total_tokens", total.totalTokens());
        response.put("usage", usage);
        return with(last, "response", response);
    }

    /** Removes the fields of the response that are null and need not be there. */
    static Map<String, Object> withoutNulls(Map<String, Object> event) {
        if (!(event.get("response") instanceof Map<?, ?> response)) {
            return event;
        }
        Map<String, Object> kept = new LinkedHashMap<>();
        response.forEach((name, value) -> {
            if (value != null || REQUIRED.contains(String.valueOf(name))) {
                kept.put(String.valueOf(name), value);
            }
        });
        return with(event, "response", kept);
    }

    /** A copy to write to; empty when there is no object. */
    private static Map<String, Object> object(@Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, field) -> copy.put(String.valueOf(name), field));
        }
        return copy;
    }

    private static Map<String, Object> with(Map<String, Object> event, String field, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(event);
        copy.put(field, value);
        return copy;
    }
}

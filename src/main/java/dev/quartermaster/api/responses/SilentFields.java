package dev.quartermaster.api.responses;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Takes out of a provider's own event the fields of its response that are null and need not be there. */
final class SilentFields {

    private static final String RESPONSE = "response";
    private static final Set<String> REQUIRED =
            Set.of("error", "incomplete_details", "instructions", "metadata", "temperature", "top_p");

    private SilentFields() {}

    static Map<String, Object> removed(Map<String, Object> event) {
        if (!(event.get(RESPONSE) instanceof Map<?, ?> response)) {
            return event;
        }
        Map<String, Object> told = new LinkedHashMap<>();
        response.forEach((name, value) -> {
            if (value != null || REQUIRED.contains(String.valueOf(name))) {
                told.put(String.valueOf(name), value);
            }
        });
        Map<String, Object> copy = new LinkedHashMap<>(event);
        copy.put(RESPONSE, told);
        return copy;
    }
}

package dev.quartermaster.registry.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One model given twice makes a file ambiguous as a whole: which of two prices holds must not depend on their order. */
final class DuplicateKeys {

    private static final int MOST_NAMED = 10;

    private DuplicateKeys() {}

    static void refuse(JsonNode models) {
        Map<ModelKey, Integer> seen = new HashMap<>();
        List<String> clashes = new ArrayList<>();
        for (int index = 0; index < models.size(); index++) {
            ModelKey key = key(models.get(index)).orElse(null);
            Integer first = key == null ? null : seen.putIfAbsent(key, index);
            if (first != null && clashes.size() < MOST_NAMED) {
                clashes.add("models[" + first + "] and models[" + index + "] are both " + key);
            }
        }
        if (!clashes.isEmpty()) {
            throw new UnusableRegistry("names a model twice: " + String.join("; ", clashes));
        }
    }

    /** Empty for an entry so broken that it names no model; it is left out for that reason later. */
    static Optional<ModelKey> key(JsonNode entry) {
        try {
            return Optional.of(new ModelKey(
                    ProviderId.of(entry.path("provider").textValue()),
                    entry.path("id").textValue()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

package dev.quartermaster.registry.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One model given twice makes a file ambiguous as a whole: which of two prices holds must not depend on their order. */
final class DuplicateKeys {

    private static final int MOST_NAMED = 10;

    private record Clash(@Nullable ModelKey key, int first, int second) {

        String describe(EntryLines places) {
            return places.describe(first) + " and " + places.describe(second) + " are both " + key;
        }
    }

    private DuplicateKeys() {}

    /** @param lines asked only when there is something to refuse */
    static void refuse(JsonNode models, Supplier<EntryLines> lines) {
        Map<ModelKey, Integer> seen = new HashMap<>();
        List<Clash> clashes = new ArrayList<>();
        for (int index = 0; index < models.size(); index++) {
            ModelKey key = key(models.get(index)).orElse(null);
            Integer first = key == null ? null : seen.putIfAbsent(key, index);
            if (first != null && clashes.size() < MOST_NAMED) {
                clashes.add(new Clash(key, first, index));
            }
        }
        if (!clashes.isEmpty()) {
            EntryLines places = lines.get();
            throw new UnusableRegistry("names a model twice: "
                    + clashes.stream().map(clash -> clash.describe(places)).collect(Collectors.joining("; ")));
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

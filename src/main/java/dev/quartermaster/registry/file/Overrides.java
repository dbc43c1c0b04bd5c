package dev.quartermaster.registry.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.ModelKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Entries that hold in place of those of the file. They are read by the same rules: a bad one is left out, and the entry
 * of the file that it stood for does not come back.
 *
 * @param entries an entry in the form of the file, or empty where the model shall not be there
 */
public record Overrides(Map<ModelKey, Optional<JsonNode>> entries) {

    public static final Overrides NONE = new Overrides(Map.of());

    /** The place of an entry that does not stand in the file. */
    public static final int PLACE = -1;

    public Overrides {
        entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** These, and {@code others} before them where both name a model. */
    public Overrides with(Map<ModelKey, ? extends Optional<? extends JsonNode>> others) {
        Map<ModelKey, Optional<JsonNode>> all = new LinkedHashMap<>(entries);
        others.forEach((key, entry) -> all.put(key, entry.map(node -> node)));
        return new Overrides(all);
    }

    /** The entries to read, each at its place: the file's order, then those the file does not have. */
    List<Placed> over(JsonNode models) {
        List<Placed> placed = new ArrayList<>(models.size() + entries.size());
        Map<ModelKey, Optional<JsonNode>> rest = new LinkedHashMap<>(entries);
        for (int index = 0; index < models.size(); index++) {
            ModelKey key = entries.isEmpty()
                    ? null
                    : DuplicateKeys.key(models.get(index)).orElse(null);
            Optional<JsonNode> override = key == null ? null : rest.remove(key);
            if (override == null) {
                placed.add(new Placed(index, models.get(index)));
            } else {
                override.ifPresent(node -> placed.add(new Placed(PLACE, node)));
            }
        }
        rest.values().forEach(entry -> entry.ifPresent(node -> placed.add(new Placed(PLACE, node))));
        return placed;
    }

    record Placed(int index, JsonNode node) {}
}

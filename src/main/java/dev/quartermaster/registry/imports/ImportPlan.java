package dev.quartermaster.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.registry.file.EntryWriter;
import dev.quartermaster.registry.file.RegistryEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Plan of an import. Every row of the list is in exactly one component, in the list's order.
 *
 * @param skipped rows of unknown providers, counted by provider
 */
public record ImportPlan(
        List<Addition> added,
        List<Change> changed,
        List<Unchanged> unchanged,
        List<Refusal> refused,
        List<Skipped> skipped) {

    public record Addition(int row, RegistryEntry entry) {}

    public record Change(int row, RegistryEntry before, RegistryEntry after, List<FieldChange> fields) {}

    public record Unchanged(int row, RegistryEntry entry) {}

    /** @param key how the list names it; null where it does not */
    public record Refusal(
            int row,
            @Schema(nullable = true) @Nullable String key,
            @Nullable String reason) {}

    public record Skipped(String provider, int rows, String reason) {}

    public ImportPlan {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        unchanged = List.copyOf(unchanged);
        refused = List.copyOf(refused);
        skipped = List.copyOf(skipped);
    }

    /**
     * One field that differs between two states of an entry.
     *
     * @param field its path in the registry file's form ({@code pricing.input_per_1m})
     * @param before null where there was none
     * @param after null where there is none
     */
    public record FieldChange(
            String field,
            @Nullable JsonNode before,
            @Nullable JsonNode after) {

        /** Fields that name the origin of a price; a change of them is no change of the price. */
        private static final List<String> ORIGIN = List.of("pricing.source", "pricing.as_of");

        /** Lists the differing fields in their order; empty when the entries are equal. */
        static List<FieldChange> between(RegistryEntry before, RegistryEntry after) {
            SortedMap<String, JsonNode> old = flat(EntryWriter.write(before));
            SortedMap<String, JsonNode> fresh = flat(EntryWriter.write(after));
            SortedSet<String> fields = new TreeSet<>(old.keySet());
            fields.addAll(fresh.keySet());
            List<FieldChange> changes = new ArrayList<>();
            for (String field : fields) {
                if (!ORIGIN.contains(field) && !same(old.get(field), fresh.get(field))) {
                    changes.add(new FieldChange(field, old.get(field), fresh.get(field)));
                }
            }
            return changes;
        }

        private static boolean same(@Nullable JsonNode one, @Nullable JsonNode other) {
            return one == null ? other == null : one.equals(other);
        }

        private static SortedMap<String, JsonNode> flat(ObjectNode entry) {
            SortedMap<String, JsonNode> fields = new TreeMap<>();
            flatten("", entry, fields);
            return fields;
        }

        private static void flatten(String path, ObjectNode object, SortedMap<String, JsonNode> fields) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                String own = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                if (field.getValue() instanceof ObjectNode inner) {
                    flatten(own, inner, fields);
                } else {
                    fields.put(own, field.getValue());
                }
            }
        }
    }
}

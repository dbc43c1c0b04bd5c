package dev.quartermaster.registry.imports;

import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.registry.file.RegistryEntry;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of a foreign list: what it says, or why it cannot be used.
 *
 * @param number its place in the document, from 1
 * @param key how the document names it
 * @param provider as the document names it; null where it does not
 * @param entry null where it cannot be used
 * @param absent features the row says the model lacks; of others it says nothing
 * @param refusal why it cannot be used; null where it can
 */
public record ImportRow(
        int number,
        @Nullable String key,
        @Nullable String provider,
        @Nullable RegistryEntry entry,
        Set<Feature> absent,
        @Nullable String refusal) {

    public ImportRow {
        absent = Set.copyOf(absent);
    }

    static ImportRow of(int number, String key, String provider, RegistryEntry entry, Set<Feature> absent) {
        return new ImportRow(number, key, provider, entry, absent, null);
    }

    static ImportRow refused(int number, @Nullable String key, @Nullable String provider, @Nullable String reason) {
        return new ImportRow(number, key, provider, null, Set.of(), reason);
    }
}

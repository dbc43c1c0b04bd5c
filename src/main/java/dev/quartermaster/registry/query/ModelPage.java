package dev.quartermaster.registry.query;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.registry.file.RegistryEntry;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Part of an answer, in the order of the keys.
 *
 * @param last the key after which the next page begins; null when this is the last page
 */
public record ModelPage(
        List<RegistryEntry> entries, @Nullable ModelKey last) {

    public ModelPage {
        entries = List.copyOf(entries);
    }

    /**
     * The first {@code limit} matches behind a key. A page begins behind a key and not at a number, so a registry that
     * changes between two pages neither repeats nor skips a model that is in both.
     *
     * @param entries in the order of their keys
     * @param after the last key of the page before; null for the first page
     * @param limit at least 1
     */
    public static ModelPage of(
            List<RegistryEntry> entries, Predicate<RegistryEntry> query, @Nullable ModelKey after, int limit) {
        List<RegistryEntry> found = entries.stream()
                .filter(entry -> after == null || entry.model().key().compareTo(after) > 0)
                .filter(query)
                .limit(limit + 1L)
                .toList();
        if (found.size() <= limit) {
            return new ModelPage(found, null);
        }
        List<RegistryEntry> page = found.subList(0, limit);
        return new ModelPage(page, page.get(limit - 1).model().key());
    }
}

package dev.quartermaster.registry.edit;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.registry.file.RegistryEntry;
import java.util.Optional;

/**
 * What an edit did, or would do, to one entry.
 *
 * @param before empty where it is new, or was an entry that could not be read
 * @param after empty where it was removed
 * @param isEffective false where everything stays as it is
 */
public record EntryChange(
        ModelKey key, Optional<RegistryEntry> before, Optional<RegistryEntry> after, boolean isEffective) {

    /** {@code create}, {@code update}, {@code delete}, or {@code none} where nothing changes. */
    public String action() {
        if (!isEffective) {
            return "none";
        }
        return after.isEmpty() ? "delete" : before.isEmpty() ? "create" : "update";
    }
}

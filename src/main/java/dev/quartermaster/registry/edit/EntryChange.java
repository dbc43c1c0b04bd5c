package dev.quartermaster.registry.edit;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.registry.file.RegistryEntry;
import java.util.Optional;

/**
 * Effect of an edit on one entry, done or planned.
 *
 * @param before empty if the entry is new, or could not be read
 * @param after empty if it was removed
 * @param isEffective false if nothing changes
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

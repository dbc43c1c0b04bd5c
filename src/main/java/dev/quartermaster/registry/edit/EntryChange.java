package dev.quartermaster.registry.edit;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.registry.file.RegistryEntry;
import java.util.Optional;

/**
 * What an edit did, or would do, to one entry.
 *
 * @param before empty where it is new
 * @param after empty where it was removed
 */
public record EntryChange(ModelKey key, Optional<RegistryEntry> before, Optional<RegistryEntry> after) {

    /** {@code create}, {@code update}, {@code delete}, or {@code none} where nothing changes. */
    public String action() {
        if (before.equals(after)) {
            return "none";
        }
        return before.isEmpty() ? "create" : after.isEmpty() ? "delete" : "update";
    }
}

package dev.quartermaster.registry.edit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.registry.file.EntryWriter;
import dev.quartermaster.registry.file.RegistryEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Entries in the one form they are kept, compared and audited in. */
final class Canonical {

    private Canonical() {}

    static ObjectNode of(RegistryEntry entry) {
        return EntryWriter.write(entry);
    }

    /** Returns the canonical form of each change for storage. */
    static Map<ModelKey, Optional<ObjectNode>> of(List<EntryChange> changes) {
        Map<ModelKey, Optional<ObjectNode>> entries = new LinkedHashMap<>();
        changes.forEach(change -> entries.put(change.key(), change.after().map(Canonical::of)));
        return entries;
    }
}

package dev.quartermaster.registry.edit;

import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.Author;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes of the registry as the audit trail keeps them. */
final class AuditRows {

    static final String KIND = "model";

    private AuditRows() {}

    static List<AuditEntry> of(List<EntryChange> changes, Author author) {
        return changes.stream()
                .map(change -> AuditEntry.of(
                        author,
                        change.action(),
                        KIND,
                        change.key().toString(),
                        text(change.before()),
                        text(change.after())))
                .toList();
    }

    private static @Nullable String text(Optional<RegistryEntry> entry) {
        return entry.map(found -> Canonical.of(found).toString()).orElse(null);
    }
}

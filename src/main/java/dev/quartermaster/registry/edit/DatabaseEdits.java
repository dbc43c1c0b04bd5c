package dev.quartermaster.registry.edit;

import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistryContent;
import dev.quartermaster.registry.file.Overrides;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Keeps edits in PostgreSQL, as overrides of the file. An edit is checked against the current overrides of all
 * instances, under a lock.
 */
@Singleton
class DatabaseEdits {

    private final ModelRegistry registry;
    private final RegistryOverrideRepository overrides;
    private final EditQueue queue;

    DatabaseEdits(ModelRegistry registry, RegistryOverrideRepository overrides, EditQueue queue) {
        this.registry = registry;
        this.overrides = overrides;
        this.queue = queue;
    }

    Uni<List<EntryChange>> apply(List<Edit> edits, Author author) {
        return overrides.change(transaction -> keep(transaction, edits, author), this::refresh);
    }

    List<EntryChange> check(List<Edit> edits) {
        return Draft.of(edits, registry.content(), registry).changes();
    }

    /** Reads all overrides and applies them. */
    Uni<Void> refresh() {
        return overrides.all().emitOn(queue.thread()).invoke(registry::override).replaceWithVoid();
    }

    private Uni<List<EntryChange>> keep(
            RegistryOverrideRepository.Transaction transaction, List<Edit> edits, Author author) {
        return transaction
                .all()
                .emitOn(queue.thread())
                .map(current -> draft(edits, current))
                .call(draft -> store(transaction, draft, author))
                .map(Draft::changes);
    }

    private Draft draft(List<Edit> edits, Overrides current) {
        return Draft.of(edits, new RegistryContent(registry.content().file(), current), registry);
    }

    private Uni<Void> store(RegistryOverrideRepository.Transaction transaction, Draft draft, Author author) {
        return draft.kept().isEmpty()
                ? Uni.createFrom().voidItem()
                : overrides.put(transaction, Canonical.of(draft.kept()), author, AuditRows.of(draft.kept(), author));
    }
}

package dev.quartermaster.registry.edit;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistryContent;
import dev.quartermaster.registry.edit.OverrideRepository.Transaction;
import dev.quartermaster.registry.file.Overrides;
import dev.quartermaster.storage.DatabaseAway;
import dev.quartermaster.storage.audit.Author;
import io.quarkus.logging.Log;
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
    private final OverrideRepository overrides;
    private final EditQueue queue;

    DatabaseEdits(ModelRegistry registry, OverrideRepository overrides, EditQueue queue) {
        this.registry = registry;
        this.overrides = overrides;
        this.queue = queue;
    }

    Uni<List<EntryChange>> apply(List<Edit> edits, Author author) {
        return overrides
                .exclusively((tx, current) -> keep(tx, current, edits, author))
                .onFailure(DatabaseAway.class)
                .transform(DatabaseEdits::unavailable)
                .call(changes -> refresh().onFailure().recoverWithItem(DatabaseEdits::later));
    }

    List<EntryChange> check(List<Edit> edits) {
        return Draft.of(edits, registry.content(), registry).changes();
    }

    /** Reads all overrides and lets them hold. */
    Uni<Void> refresh() {
        return overrides.all().emitOn(queue.thread()).invoke(registry::override).replaceWithVoid();
    }

    private Uni<List<EntryChange>> keep(Transaction tx, Overrides current, List<Edit> edits, Author author) {
        return Uni.createFrom()
                .item(current)
                .emitOn(queue.thread())
                .map(now -> draft(edits, now))
                .call(draft -> store(tx, draft, author))
                .map(Draft::changes);
    }

    private Draft draft(List<Edit> edits, Overrides current) {
        return Draft.of(edits, new RegistryContent(registry.content().file(), current), registry);
    }

    private Uni<Void> store(Transaction tx, Draft draft, Author author) {
        if (draft.kept().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.put(Canonical.of(draft.kept()), author, AuditRows.of(draft.kept(), author));
    }

    /** The change is made; this instance, too, will be told of it. */
    private static Void later(Throwable e) {
        Log.warnf("The changed registry could not be read back yet: %s", e.getMessage());
        return null;
    }

    private static QuartermasterException unavailable(Throwable away) {
        return new QuartermasterException(
                ErrorCode.REGISTRY_UNAVAILABLE,
                "Changes of the registry are kept in the database, which does not answer now: " + away.getMessage());
    }
}

package dev.quartermaster.registry.edit;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistryContent;
import dev.quartermaster.registry.file.Overrides;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.DatabaseAway;
import dev.quartermaster.storage.StorageConfig;
import dev.quartermaster.storage.audit.AuditLedger;
import dev.quartermaster.storage.audit.Author;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Keeps edits in PostgreSQL, as overrides of the file. An edit is checked against the current overrides of all
 * instances, under a lock.
 */
@Singleton
class DatabaseEdits {

    private final ModelRegistry registry;
    private final OverrideLedger overrides;
    private final AuditLedger audit;
    private final DatabaseAccess access;
    private final Pool pool;
    private final StorageConfig config;
    private final EditQueue queue;

    DatabaseEdits(
            ModelRegistry registry,
            OverrideLedger overrides,
            AuditLedger audit,
            DatabaseAccess access,
            Pool pool,
            StorageConfig config,
            EditQueue queue) {
        this.registry = registry;
        this.overrides = overrides;
        this.audit = audit;
        this.access = access;
        this.pool = pool;
        this.config = config;
        this.queue = queue;
    }

    Uni<List<EntryChange>> apply(List<Edit> edits, Author author) {
        return access.ask(config.timeout(), () -> pool.withTransaction(tx -> keep(tx, edits, author)))
                .onFailure(DatabaseAway.class)
                .transform(DatabaseEdits::unavailable)
                .call(changes -> refresh().onFailure().recoverWithItem(DatabaseEdits::later));
    }

    List<EntryChange> check(List<Edit> edits) {
        return Draft.of(edits, registry.content(), registry).changes();
    }

    /** Reads all overrides and lets them hold. */
    Uni<Void> refresh() {
        return access.ask(config.timeout(), () -> overrides.all(pool))
                .emitOn(queue.thread())
                .invoke(registry::override)
                .replaceWithVoid();
    }

    private Uni<List<EntryChange>> keep(SqlConnection tx, List<Edit> edits, Author author) {
        return overrides
                .lock(tx)
                .chain(() -> overrides.all(tx))
                .emitOn(queue.thread())
                .map(current -> draft(edits, current))
                .call(draft -> store(tx, draft, author))
                .map(Draft::changes);
    }

    private Draft draft(List<Edit> edits, Overrides current) {
        return Draft.of(edits, new RegistryContent(registry.content().file(), current), registry);
    }

    private Uni<Void> store(SqlConnection tx, Draft draft, Author author) {
        if (draft.kept().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return overrides
                .put(tx, Canonical.of(draft.kept()), author)
                .chain(() -> audit.book(tx, AuditRows.of(draft.kept(), author)));
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

package dev.quartermaster.storage.overrides;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.DatabaseAway;
import dev.quartermaster.storage.StorageConfig;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.AuditRepository;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Keeps one table of overrides. Changes of all instances are serialised by an advisory lock; each is one transaction with
 * its audit entries and a notice to all instances.
 *
 * @param <E> entity of the table
 * @param <S> all overrides, as they are used
 */
public abstract class OverrideRepository<E, S> {

    private final Table<E> table;
    private final DatabaseAccess access;
    private final Mutiny.SessionFactory sessions;
    private final StorageConfig config;
    private final AuditRepository audit;

    /**
     * A table of overrides. All text is a constant of the program.
     *
     * @param order attributes by which its rows are read
     * @param channel on which changes are announced
     * @param unavailable error of a change without a database
     * @param contents what the database keeps, as the begin of that error's message
     */
    public record Table<E>(
            Class<E> entity, String name, String order, String channel, ErrorCode unavailable, String contents) {}

    protected OverrideRepository(
            Table<E> table,
            DatabaseAccess access,
            Mutiny.SessionFactory sessions,
            StorageConfig config,
            AuditRepository audit) {
        this.table = table;
        this.access = access;
        this.sessions = sessions;
        this.config = config;
        this.audit = audit;
    }

    /** Builds the overrides from all rows of the table. */
    protected abstract S read(List<E> rows);

    /** Reads all overrides; fails with {@link DatabaseAway}. */
    public Uni<S> all() {
        return ask(this::all);
    }

    /**
     * Changes overrides in a transaction; until it ends nobody else changes one. Fails as the work does, or with the
     * table's error when the database is down or slow.
     *
     * @param work may go on on another thread
     * @param refresh reads the committed change into memory; its failure does not fail the change
     */
    public <T> Uni<T> change(Function<Transaction, Uni<T>> work, Supplier<Uni<Void>> refresh) {
        return access.ask(longestChange(), () -> sessions.withTransaction(session -> locked(session, work)))
                .onFailure(DatabaseAway.class)
                .transform(this::unavailable)
                .call(changed -> refresh.get()
                        .onFailure()
                        .invoke(this::warnOfRefresh)
                        .onFailure()
                        .recoverWithNull());
    }

    /** Longest time that a change may take. */
    protected Duration longestChange() {
        return config.timeout();
    }

    /** Asks in a session of its own; fails with {@link DatabaseAway}. */
    protected <T> Uni<T> ask(Function<Mutiny.Session, Uni<T>> question) {
        return access.ask(config.timeout(), () -> sessions.withSession(question));
    }

    protected QuartermasterException unavailable(Throwable away) {
        return new QuartermasterException(
                table.unavailable(),
                table.contents() + " in the database, which does not answer now: " + away.getMessage());
    }

    private <T> Uni<T> locked(Mutiny.Session session, Function<Transaction, Uni<T>> work) {
        Transaction transaction = new Transaction(session, Objects.requireNonNull(Vertx.currentContext()));
        return transaction.lock().chain(() -> work.apply(transaction)).emitOn(transaction.context);
    }

    private Uni<S> all(Mutiny.Session session) {
        return session.createSelectionQuery(
                        "from " + table.entity().getSimpleName() + " order by " + table.order(), table.entity())
                .getResultList()
                .map(this::read);
    }

    private void warnOfRefresh(Throwable cause) {
        Log.warnf("The changed table %s could not be read back yet: %s", table.name(), cause.getMessage());
    }

    /** One change under the lock. Its methods can be called on any thread; they ask on the session's own context. */
    public final class Transaction {

        private final Mutiny.Session session;
        private final Executor context;

        private Transaction(Mutiny.Session session, Context own) {
            this.session = session;
            this.context = task -> own.runOnContext(ignored -> task.run());
        }

        /** Reads all overrides. */
        public Uni<S> all() {
            return ask(OverrideRepository.this::all);
        }

        /** Asks in the transaction's session. */
        public <T> Uni<T> ask(Function<Mutiny.Session, Uni<T>> question) {
            return Uni.createFrom().voidItem().emitOn(context).chain(() -> question.apply(session));
        }

        /** Writes a change with its audit entries and announces it to all instances, which hear of it after the commit. */
        public Uni<Void> put(Function<Mutiny.Session, Uni<?>> write, List<AuditEntry> entries) {
            return ask(own -> write.apply(own)
                    .chain(() ->
                            own.createNativeQuery("NOTIFY " + table.channel()).executeUpdate())
                    .chain(() -> audit.book(own, entries)));
        }

        /** Waits for other holders for four seconds at most, then fails. */
        private Uni<Void> lock() {
            return session.createNativeQuery("SET LOCAL lock_timeout = '4s'")
                    .executeUpdate()
                    .chain(() -> session.createNativeQuery(
                                    "SELECT CAST(pg_advisory_xact_lock(hashtext('" + table.name() + "')) AS text)")
                            .getSingleResult())
                    .replaceWithVoid();
        }
    }
}

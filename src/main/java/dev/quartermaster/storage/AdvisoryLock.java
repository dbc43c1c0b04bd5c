package dev.quartermaster.storage;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** Serialises the transactions of all instances that change the same table, by an advisory lock of PostgreSQL. */
public final class AdvisoryLock {

    private AdvisoryLock() {}

    /**
     * Takes the lock until the session's transaction ends. Waits for other holders for four seconds at most, then fails.
     *
     * @param table name of the table, a constant of ours
     */
    public static Uni<Void> take(Mutiny.Session session, String table) {
        return session.createNativeQuery("SET LOCAL lock_timeout = '4s'")
                .executeUpdate()
                .chain(() -> session.createNativeQuery(
                                "SELECT CAST(pg_advisory_xact_lock(hashtext('" + table + "')) AS text)")
                        .getSingleResult())
                .replaceWithVoid();
    }
}

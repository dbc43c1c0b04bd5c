package dev.quartermaster.storage;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * Bounds every question to the database in time and tells its absence from mistakes of ours, such as wrong SQL, which
 * stay what they are.
 */
@ApplicationScoped
public class DatabaseAccess {

    /** Classes of SQL states: connection, authorisation, lock not had, resources, operator intervention, system error. */
    private static final Set<String> UNAVAILABLE = Set.of("08", "28", "3D", "55", "53", "57", "58");

    private final DatabaseState database;
    private final DatabaseGuard guard;
    private final SessionContext contexts;

    /** Outside of the container there is nobody who guards. */
    public DatabaseAccess(DatabaseState database, SessionContext contexts) {
        this(database, new DatabaseGuard(), contexts);
    }

    @Inject
    DatabaseAccess(DatabaseState database, DatabaseGuard guard, SessionContext contexts) {
        this.database = database;
        this.guard = guard;
        this.contexts = contexts;
    }

    /** Fails with {@link DatabaseAway}. What is under way when the time is up may still come about. */
    public <T> Uni<T> ask(Duration timeout, Supplier<Uni<T>> question) {
        if (!database.isMigrated()) {
            return Uni.createFrom().failure(new DatabaseAway("its schema is not there yet", null));
        }
        return guard.pass(() -> bounded(timeout, question))
                .onFailure(CircuitBreakerOpenException.class)
                .transform(leftAlone -> new DatabaseAway("it did not answer lately", leftAlone))
                .onFailure(BulkheadException.class)
                .transform(full -> new DatabaseAway("too many questions wait for it", full));
    }

    private <T> Uni<T> bounded(Duration timeout, Supplier<Uni<T>> question) {
        return contexts.run(question)
                .ifNoItem()
                .after(timeout)
                .fail()
                .invoke(database::up)
                .onFailure(DatabaseAccess::isAbsence)
                .transform(this::absent);
    }

    private DatabaseAway absent(Throwable cause) {
        database.down(cause);
        Log.debugf(cause, "The database could not be asked");
        return new DatabaseAway(cause.getMessage(), cause);
    }

    private static boolean isAbsence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    || cause instanceof TimeoutException
                    || isOfTheClient(cause)
                    || SqlStates.of(cause).filter(UNAVAILABLE::contains).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** The client reports a full pool and a closed connection by exceptions of its own, known by package only. */
    private static boolean isOfTheClient(Throwable cause) {
        return cause.getClass().getName().startsWith("io.vertx.core.") && !(cause instanceof PgException);
    }
}

package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.HistoryConfig;
import dev.quartermaster.storage.DatabaseState;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Bounds every question to the ledger in time and turns an absent database into an error the caller understands. Mistakes
 * of ours, such as wrong SQL, stay what they are.
 */
@ApplicationScoped
class LedgerAccess {

    /** Classes of SQL states: connection, authorisation, resources, operator intervention, system error. */
    private static final Set<String> UNAVAILABLE = Set.of("08", "28", "3D", "53", "57", "58");

    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final DatabaseState database;
    private final HistoryConfig config;

    LedgerAccess(DatabaseState database, HistoryConfig config) {
        this.database = database;
        this.config = config;
    }

    <T> Uni<T> ask(Supplier<Uni<T>> question) {
        if (!database.isMigrated()) {
            return Uni.createFrom().failure(unavailable());
        }
        return Uni.createFrom()
                .deferred(question::get)
                .ifNoItem()
                .after(config.readTimeout())
                .fail()
                .invoke(database::up)
                .onFailure(LedgerAccess::isAbsence)
                .transform(this::absent);
    }

    private QuartermasterException absent(Throwable cause) {
        database.down(cause);
        Log.debugf(cause, "The ledger could not be read");
        return unavailable();
    }

    private static boolean isAbsence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException || cause instanceof TimeoutException || saysUnavailable(cause)) {
                return true;
            }
        }
        // The client reports a full pool and a closed connection by exceptions of its own, known by package only.
        return failure.getClass().getName().startsWith("io.vertx.core.") && !(failure instanceof PgException);
    }

    private static boolean saysUnavailable(Throwable cause) {
        return cause instanceof PgException refused
                && refused.getSqlState() != null
                && UNAVAILABLE.contains(refused.getSqlState().substring(0, 2));
    }

    private static QuartermasterException unavailable() {
        return new QuartermasterException(
                ErrorCode.HISTORY_UNAVAILABLE, "The history database is not available now.", null, TRY_AGAIN);
    }
}

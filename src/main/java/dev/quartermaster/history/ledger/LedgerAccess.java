package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.HistoryConfig;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.DatabaseAway;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;

/** Asks the ledger, and turns an absent database into an error the caller understands. */
@ApplicationScoped
class LedgerAccess {

    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final DatabaseAccess database;
    private final HistoryConfig config;

    LedgerAccess(DatabaseAccess database, HistoryConfig config) {
        this.database = database;
        this.config = config;
    }

    <T> Uni<T> ask(Supplier<Uni<T>> question) {
        return database.ask(config.readTimeout(), question)
                .onFailure(DatabaseAway.class)
                .transform(away -> unavailable());
    }

    private static QuartermasterException unavailable() {
        return new QuartermasterException(
                ErrorCode.HISTORY_UNAVAILABLE, "The history database is not available now.", null, TRY_AGAIN);
    }
}

package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.HistoryConfig;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.DatabaseAway;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Supplier;

/** Base of the history's repositories: opens the session and reports an unavailable database to the caller. */
abstract class HistoryRepository<E, K> implements PanacheRepositoryBase<E, K> {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    @Inject
    DatabaseAccess database;

    @Inject
    HistoryConfig config;

    /** Runs a query in its own session; fails with {@code history_unavailable} when the database is down or slow. */
    <T> Uni<T> query(Supplier<Uni<T>> question) {
        return query(config.readTimeout(), question);
    }

    /** Runs a query that takes longer than people wait for pages. */
    <T> Uni<T> query(Duration timeout, Supplier<Uni<T>> question) {
        return database.ask(timeout, () -> Panache.withSession(question))
                .onFailure(DatabaseAway.class)
                .transform(away -> unavailable());
    }

    /** Runs a change in a transaction of its own; fails with {@code history_unavailable} when the database is down or slow. */
    <T> Uni<T> write(Supplier<Uni<T>> change) {
        return database.ask(config.writeTimeout(), change)
                .onFailure(DatabaseAway.class)
                .transform(away -> unavailable());
    }

    private static QuartermasterException unavailable() {
        return new QuartermasterException(
                ErrorCode.HISTORY_UNAVAILABLE, "The history database is not available now.", null, RETRY_AFTER);
    }
}

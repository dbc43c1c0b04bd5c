package dev.quartermaster.history.ledger;

import dev.quartermaster.history.RowWriter;
import dev.quartermaster.history.journal.JournalLine;
import dev.quartermaster.storage.SessionContext;
import dev.quartermaster.storage.SqlStates;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Base of the repository that owns a table: adds the statement that writes a batch of rows into it. */
abstract class TableRepository<E, K> extends HistoryRepository<E, K> implements RowWriter {

    /** SQL states of bad data, of a broken constraint, and of what is too large: a retry does not help. */
    private static final Set<String> REJECTED = Set.of("22", "23", "54");

    /** The columns that rows are written to. */
    abstract TableColumns columns();

    @Inject
    Mutiny.SessionFactory sessions;

    @Inject
    SessionContext contexts;

    @Override
    public Uni<Void> insert(List<JournalLine> rows) {
        return prepare(rows).get();
    }

    @Override
    public Supplier<Uni<Void>> prepare(List<JournalLine> rows) {
        List<@Nullable String[]> arrays =
                columns().arrays(rows.stream().map(JournalLine::json).toList());
        return () -> write(arrays).invoke(() -> stored(arrays));
    }

    private Uni<Void> write(List<@Nullable String[]> arrays) {
        return contexts.run(() -> execute(arrays))
                .ifNoItem()
                .after(config.writeTimeout())
                .fail()
                .replaceWithVoid()
                .onFailure(failure -> rejection(failure).isPresent())
                .transform(failure ->
                        new RejectedBatch(rejection(failure).orElse(failure).getMessage()));
    }

    /**
     * One statement for the whole batch: 5,000 invocations take PostgreSQL 100 ms so, and 210 ms as JSON documents by
     * {@code jsonb_populate_recordset}. A stateless session's {@code insertAll} is slower than either, and fails on a row
     * that is there already. {@code deployment/bench/ledger.sh} measures it.
     */
    private Uni<Integer> execute(List<@Nullable String[]> arrays) {
        return sessions.withStatelessTransaction(session -> {
            Mutiny.MutationQuery query = session.createNativeQuery(columns().insert());
            for (int column = 0; column < arrays.size(); column++) {
                query.setParameter(TableColumns.parameter(column), arrays.get(column));
            }
            return query.executeUpdate().call(() -> after(session, arrays));
        });
    }

    /** Follows the rows of a batch up within their transaction. */
    Uni<Void> after(Mutiny.StatelessSession session, List<@Nullable String[]> arrays) {
        return Uni.createFrom().voidItem();
    }

    /** Is told of rows that are in the database now, after their transaction. */
    void stored(List<@Nullable String[]> arrays) {}

    /** Returns whether one statement writes the rows, which then may be a part of another one. */
    boolean isOneStatement() {
        return true;
    }

    /** Returns the database's message about the rows, if they are at fault. */
    static Optional<Throwable> rejection(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(cause -> SqlStates.of(cause).filter(REJECTED::contains).isPresent())
                .findFirst();
    }
}

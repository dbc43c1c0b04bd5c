package dev.quartermaster.history.ledger;

import dev.quartermaster.history.RowWriter;
import dev.quartermaster.history.journal.JournalLine;
import dev.quartermaster.history.ledger.TableColumns.Insert;
import dev.quartermaster.storage.SqlStates;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Base of the repository that owns a table: adds the statement that writes a batch of rows into it. */
abstract class TableRepository<E, K> extends HistoryRepository<E, K> implements RowWriter {

    /** SQL states of bad data, of a broken constraint, and of what is too large: a retry does not help. */
    private static final Set<String> REJECTED = Set.of("22", "23", "54");

    /** The columns that rows are written to. */
    abstract TableColumns columns();

    @Inject
    Pool pool;

    @Override
    public Uni<Void> insert(List<JournalLine> rows) {
        return prepare(rows).get();
    }

    @Override
    public Supplier<Uni<Void>> prepare(List<JournalLine> rows) {
        List<@Nullable String[]> arrays =
                columns().arrays(rows.stream().map(JournalLine::row).toList());
        return () -> bounded(execute(arrays), config.writeTimeout()).invoke(() -> stored(arrays));
    }

    /** Fails where a write takes longer, and as {@link RowWriter#insert} tells. */
    static Uni<Void> bounded(Uni<Integer> write, Duration longest) {
        return write.ifNoItem()
                .after(longest)
                .fail()
                .replaceWithVoid()
                .onFailure(failure -> rejection(failure).isPresent())
                .transform(failure ->
                        new RejectedBatch(rejection(failure).orElse(failure).getMessage()));
    }

    /**
     * Inserts a batch, all of it or nothing, and returns how many rows were not there. One statement for all of them: 5,000
     * invocations take PostgreSQL 100 ms so, and 210 ms as JSON documents by {@code jsonb_populate_recordset}. A stateless
     * session's {@code insertAll} is slower than either. {@code deployment/bench/ledger.sh} measures it.
     *
     * <p>Rows are there already only where a batch is delivered again. PostgreSQL is told to pass them over once it has found
     * one: to do so takes it longer for each row.
     */
    Uni<Integer> execute(List<@Nullable String[]> arrays) {
        Insert insert = columns().insertNew(arrays);
        return execute(pool, insert.sql(), values(insert.values()))
                .onFailure(SqlStates::isDuplicate)
                .recoverWithUni(() -> execute(pool, columns().insertMissing(1), values(arrays)));
    }

    static Uni<Integer> execute(SqlClient client, String statement, Tuple values) {
        return client.preparedQuery(statement).execute(values).map(SqlResult::rowCount);
    }

    static Tuple values(List<@Nullable String[]> arrays) {
        Tuple values = Tuple.tuple();
        arrays.forEach(values::addArrayOfString);
        return values;
    }

    /** Is told of rows that are in the database now, after their transaction. */
    void stored(List<@Nullable String[]> arrays) {}

    /** Returns whether one statement writes the rows, which then may be a part of another one. */
    boolean isOneStatement() {
        return true;
    }

    /** Returns the database's message about the rows, if they are at fault. */
    private static Optional<Throwable> rejection(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(cause -> SqlStates.of(cause).filter(REJECTED::contains).isPresent())
                .findFirst();
    }
}

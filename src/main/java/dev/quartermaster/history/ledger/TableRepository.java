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
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** Base of the repository that owns a table: adds the statement that writes a batch of rows into it. */
abstract class TableRepository<E, K> extends HistoryRepository<E, K> implements RowWriter {

    /**
     * The server unpacks the rows: one parameter and one plan, whatever the size of the batch. Measured with batches of 500
     * invocations, on two cores that PostgreSQL and a load of seven shared: 9,000 to 17,000 rows a second, as many as by
     * the bare client. A stateless session's {@code insertAll} wrote 7,500 to 9,000, and fails on a row that is there
     * already. {@code deployment/bench/ledger.sh} measures it again.
     */
    private static final String INSERT = "INSERT INTO %1$s SELECT * FROM json_populate_recordset(CAST(NULL AS %1$s),"
            + " CAST(convert_from(:rows, 'UTF8') AS json)) ON CONFLICT DO NOTHING";

    /** SQL states of bad data, of a broken constraint, and of what is too large: a retry does not help. */
    private static final Set<String> REJECTED = Set.of("22", "23", "54");

    @Inject
    Mutiny.SessionFactory sessions;

    @Inject
    SessionContext contexts;

    @Override
    public Uni<Void> insert(List<JournalLine> rows) {
        byte[] array = JournalLine.array(rows);
        return contexts.run(() -> insert(array))
                .ifNoItem()
                .after(config.writeTimeout())
                .fail()
                .replaceWithVoid()
                .onFailure(failure -> rejection(failure).isPresent())
                .transform(failure ->
                        new RejectedBatch(rejection(failure).orElse(failure).getMessage()));
    }

    private Uni<Integer> insert(byte[] rows) {
        return sessions.withStatelessTransaction(
                session -> session.createNativeQuery(String.format(INSERT, kind().wire()))
                        .setParameter("rows", rows)
                        .executeUpdate());
    }

    /** Returns the database's message about the rows, if they are at fault. */
    private static Optional<Throwable> rejection(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(cause -> SqlStates.of(cause).filter(REJECTED::contains).isPresent())
                .findFirst();
    }
}

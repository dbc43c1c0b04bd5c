package dev.quartermaster.history;

import dev.quartermaster.history.journal.JournalKind;
import dev.quartermaster.storage.SessionContext;
import dev.quartermaster.storage.SqlStates;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** Writes the journal's rows into their tables, a batch in one statement. */
@ApplicationScoped
class RowRepository implements RowWriter {

    /**
     * The server unpacks the rows: one parameter, one plan, whatever the size of the batch. Measured with batches of 500
     * invocations, on two cores that PostgreSQL and a load of seven shared: 9,000 to 17,000 rows a second, as many as by
     * the bare client. A stateless session's {@code insertAll} wrote 7,500 to 9,000, and fails on a row that is there
     * already.
     */
    private static final String INSERT = "INSERT INTO %1$s SELECT * FROM "
            + "jsonb_populate_recordset(CAST(NULL AS %1$s), CAST(CAST(:rows AS text) AS jsonb)) ON CONFLICT DO NOTHING";

    /** SQL states of bad data, of a broken constraint, and of what is too large: another try will not help. */
    private static final Set<String> REJECTED = Set.of("22", "23", "54");

    private final Mutiny.SessionFactory sessions;
    private final SessionContext contexts;
    private final HistoryConfig config;

    RowRepository(Mutiny.SessionFactory sessions, SessionContext contexts, HistoryConfig config) {
        this.sessions = sessions;
        this.contexts = contexts;
        this.config = config;
    }

    @Override
    public Uni<Void> store(JournalKind kind, List<String> rows) {
        return contexts.run(() -> insert(kind, "[" + String.join(",", rows) + "]"))
                .ifNoItem()
                .after(config.writeTimeout())
                .fail()
                .replaceWithVoid()
                .onFailure(e -> refusal(e).isPresent())
                .transform(e -> new RejectedBatch(refusal(e).orElse(e).getMessage()));
    }

    private Uni<Integer> insert(JournalKind kind, String rows) {
        return sessions.withStatelessTransaction(
                session -> session.createNativeQuery(String.format(INSERT, kind.wire()))
                        .setParameter("rows", rows)
                        .executeUpdate());
    }

    /** What the database said of the rows, where they are at fault. */
    private static Optional<Throwable> refusal(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(cause -> SqlStates.of(cause).filter(REJECTED::contains).isPresent())
                .findFirst();
    }
}

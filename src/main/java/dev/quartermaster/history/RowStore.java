package dev.quartermaster.history;

import dev.quartermaster.history.journal.JournalKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Writes rows to PostgreSQL, a batch in one statement. */
@ApplicationScoped
class RowStore implements RowWriter {

    /** The server unpacks the rows: one parameter, one plan, whatever the size of the batch. */
    private static final String INSERT = "INSERT INTO %1$s SELECT * FROM "
            + "jsonb_populate_recordset(NULL::%1$s, $1::text::jsonb) ON CONFLICT DO NOTHING";

    private final Pool pool;
    private final HistoryConfig config;

    RowStore(Pool pool, HistoryConfig config) {
        this.pool = pool;
        this.config = config;
    }

    @Override
    public Uni<Void> store(JournalKind kind, List<String> rows) {
        return pool.preparedQuery(String.format(INSERT, kind.wire()))
                .execute(Tuple.of("[" + String.join(",", rows) + "]"))
                .ifNoItem()
                .after(config.writeTimeout())
                .fail()
                .replaceWithVoid()
                .onFailure(RowStore::isTheRowsFault)
                .transform(e -> new RejectedBatch(e.getMessage()));
    }

    /** SQL states of classes 22 (bad data), 23 (broken constraint) and 54 (too large): another try will not help. */
    private static boolean isTheRowsFault(Throwable e) {
        return e instanceof PgException refused
                && refused.getSqlState() != null
                && List.of("22", "23", "54").contains(refused.getSqlState().substring(0, 2));
    }
}

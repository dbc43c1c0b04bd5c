package dev.quartermaster.history.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Decisions as they were recorded. */
@ApplicationScoped
public class DecisionLedger {

    private static final String FIND = "SELECT document::text, inputs::text FROM decision WHERE id = $1 LIMIT 1";

    private final LedgerAccess access;
    private final Pool pool;

    DecisionLedger(LedgerAccess access, Pool pool) {
        this.access = access;
        this.pool = pool;
    }

    /**
     * A decision as JSON texts.
     *
     * @param inputs what it was made from; null where that was not kept
     */
    public record Kept(String document, String inputs) {}

    /** The decision; null if there is none. */
    public Uni<Kept> find(UUID id) {
        return access.ask(() -> pool.preparedQuery(FIND).execute(Tuple.of(id)).map(rows -> {
            RowIterator<Row> found = rows.iterator();
            return found.hasNext() ? kept(found.next()) : null;
        }));
    }

    private static Kept kept(Row row) {
        return new Kept(row.getString(0), row.getString(1));
    }
}

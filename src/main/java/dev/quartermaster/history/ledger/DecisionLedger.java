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

    private static final String FIND = "SELECT document::text FROM decision WHERE id = $1 LIMIT 1";

    private final LedgerAccess access;
    private final Pool pool;

    DecisionLedger(LedgerAccess access, Pool pool) {
        this.access = access;
        this.pool = pool;
    }

    /** The document of a decision as JSON text; null if there is none. */
    public Uni<String> find(UUID id) {
        return access.ask(() -> pool.preparedQuery(FIND).execute(Tuple.of(id)).map(rows -> {
            RowIterator<Row> found = rows.iterator();
            return found.hasNext() ? found.next().getString(0) : null;
        }));
    }
}

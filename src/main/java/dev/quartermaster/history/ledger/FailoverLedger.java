package dev.quartermaster.history.ledger;

import dev.quartermaster.history.FailoverRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Failovers as they were recorded. */
@ApplicationScoped
public class FailoverLedger {

    private static final String LIST = "SELECT id, time, source, original_model, alternative_model, reason, agent_type,"
            + " task_id, request_id FROM failover WHERE ($1::text IS NULL OR original_model = $1)"
            + " AND ($2::text IS NULL OR agent_type = $2) AND ($3::timestamptz IS NULL OR time >= $3)"
            + " AND ($4::timestamptz IS NULL OR time < $4)"
            + " AND ($5::timestamptz IS NULL OR (time, id) < ($5::timestamptz, $6::uuid))"
            + " ORDER BY time DESC, id DESC LIMIT $7";

    private final LedgerAccess access;
    private final Pool pool;

    FailoverLedger(LedgerAccess access, Pool pool) {
        this.access = access;
        this.pool = pool;
    }

    /** The newest first; fails with {@code history_unavailable} when the database is down. */
    public Uni<List<FailoverRecord>> list(FailoverFilter filter, int limit) {
        Tuple values = Tuple.from(Arrays.asList(
                filter.model(),
                filter.agentType(),
                time(filter.from()),
                time(filter.to()),
                time(filter.beforeTime()),
                filter.before(),
                limit));
        return access.ask(() -> pool.preparedQuery(LIST).execute(values).map(FailoverLedger::read));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static List<FailoverRecord> read(RowSet<Row> rows) {
        List<FailoverRecord> found = new ArrayList<>(rows.size());
        for (Row row : rows) {
            found.add(new FailoverRecord(
                    row.getUUID("id"),
                    row.getOffsetDateTime("time").toInstant(),
                    row.getString("source"),
                    row.getString("original_model"),
                    row.getString("alternative_model"),
                    row.getString("reason"),
                    row.getString("agent_type"),
                    row.getString("task_id"),
                    row.getString("request_id")));
        }
        return found;
    }
}

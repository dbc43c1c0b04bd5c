package dev.quartermaster.history.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.Bill;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.InvocationRecord.Source;
import dev.quartermaster.history.Origin;
import dev.quartermaster.history.Outcome;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What other instances saw of late. */
@ApplicationScoped
public class RequestFeedLedger {

    private static final String COLUMNS =
            "SELECT id, time, source, agent_type, provider, model, outcome, attempts::text, "
                    + "failovers, streamed, complete, cancelled, latency_ms, time_to_first_token_ms, output_tokens, cost_usd, "
                    + "quality_score, recorded_at FROM invocation ";

    private static final String NEWEST =
            COLUMNS + "WHERE time >= $1 AND instance IS DISTINCT FROM $2 AND model IS NOT NULL "
                    + "ORDER BY time DESC LIMIT $3";

    private static final String ARRIVED = COLUMNS
            + "WHERE recorded_at >= $1 AND instance IS DISTINCT FROM $2 AND model IS NOT NULL "
            + "ORDER BY recorded_at LIMIT $3";

    private static final TypeReference<List<Attempt>> ATTEMPTS = new TypeReference<>() {};

    private final LedgerAccess access;
    private final Pool pool;
    private final ObjectMapper json;

    RequestFeedLedger(LedgerAccess access, Pool pool, ObjectMapper json) {
        this.access = access;
        this.pool = pool;
        this.json = json;
    }

    /** The newest of those that began since then. @param instance whose own requests are left out */
    public Uni<ArrivedRequests> newest(Instant since, String instance, int limit) {
        return ask(NEWEST, since, instance, limit);
    }

    /** The first of those that arrived since then. @param instance whose own requests are left out */
    public Uni<ArrivedRequests> arrived(Instant since, String instance, int limit) {
        return ask(ARRIVED, since, instance, limit);
    }

    private Uni<ArrivedRequests> ask(String sql, Instant since, String instance, int limit) {
        Tuple values = Tuple.of(since.atOffset(ZoneOffset.UTC), instance, limit);
        return access.ask(() -> pool.query("SELECT clock_timestamp()")
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime(0))
                .chain(now -> pool.preparedQuery(sql)
                        .execute(values)
                        .map(rows -> read(rows, until(rows, now, sql.equals(ARRIVED) ? limit : Integer.MAX_VALUE)))));
    }

    /** Where there may be more, the next look begins with the last of these. */
    private static OffsetDateTime until(RowSet<Row> rows, OffsetDateTime now, int limit) {
        OffsetDateTime last = now;
        if (rows.size() >= limit) {
            for (Row row : rows) {
                last = row.getOffsetDateTime("recorded_at");
            }
        }
        return last;
    }

    private ArrivedRequests read(RowSet<Row> rows, OffsetDateTime until) {
        List<InvocationRecord> requests = new ArrayList<>(rows.size());
        for (Row row : rows) {
            requests.add(request(row));
        }
        return new ArrivedRequests(requests, until.toInstant());
    }

    private InvocationRecord request(Row row) {
        boolean success = row.getString("outcome").equals("success");
        return new InvocationRecord(
                row.getUUID("id"),
                row.getOffsetDateTime("time").toInstant(),
                Source.valueOf(row.getString("source").toUpperCase(Locale.ROOT)),
                null,
                new Origin(null, row.getString("agent_type"), null, null, Map.of(), null),
                null,
                new ModelKey(ProviderId.of(row.getString("provider")), row.getString("model")),
                null,
                new Outcome(
                        success,
                        null,
                        null,
                        null,
                        row.getBoolean("streamed"),
                        row.getBoolean("complete"),
                        row.getBoolean("cancelled")),
                attempts(row.getString("attempts")),
                row.getInteger("failovers"),
                row.getDouble("latency_ms"),
                row.getDouble("time_to_first_token_ms"),
                new Bill(
                        Usage.of(0, row.getLong("output_tokens")),
                        new Money(row.getBigDecimal("cost_usd")),
                        null,
                        null),
                row.getDouble("quality_score"));
    }

    private List<Attempt> attempts(String text) {
        try {
            return json.readValue(text, ATTEMPTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds attempts that cannot be read", e);
        }
    }
}

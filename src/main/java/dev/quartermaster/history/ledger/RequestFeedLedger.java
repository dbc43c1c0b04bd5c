package dev.quartermaster.history.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.InvocationCost;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.InvocationRecord.Source;
import dev.quartermaster.history.Outcome;
import dev.quartermaster.history.RequestOrigin;
import dev.quartermaster.history.ledger.ArrivedRequests.Place;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
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
            COLUMNS + "WHERE time >= $1 AND time <= $2 AND (time, id) < ($2, $3) AND instance IS DISTINCT FROM $4 "
                    + "AND model IS NOT NULL ORDER BY time DESC, id DESC LIMIT $5";

    private static final String ARRIVED =
            COLUMNS + "WHERE recorded_at >= $1 AND (recorded_at, id) > ($1, $2) AND instance IS DISTINCT FROM $3 "
                    + "AND model IS NOT NULL ORDER BY recorded_at, id LIMIT $4";

    private static final TypeReference<List<Attempt>> ATTEMPTS = new TypeReference<>() {};

    private final LedgerAccess access;
    private final Pool pool;
    private final ObjectMapper json;

    RequestFeedLedger(LedgerAccess access, Pool pool, ObjectMapper json) {
        this.access = access;
        this.pool = pool;
        this.json = json;
    }

    /**
     * Those that began since then, newest first.
     *
     * @param before where the page before this one ended
     * @param instance whose own requests are left out
     */
    public Uni<ArrivedRequests> newest(Instant since, Place before, String instance, int limit) {
        Tuple values = Tuple.of(utc(since), utc(before.time()), before.id(), instance, limit);
        return ask(NEWEST, values, "time", limit);
    }

    /**
     * Those that arrived later, in the order they came.
     *
     * @param after where the page before this one ended
     * @param instance whose own requests are left out
     */
    public Uni<ArrivedRequests> arrived(Place after, String instance, int limit) {
        return ask(ARRIVED, Tuple.of(utc(after.time()), after.id(), instance, limit), "recorded_at", limit);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /** What is done with thousands of rows is done off the event loop. */
    private Uni<ArrivedRequests> ask(String sql, Tuple values, String order, int limit) {
        return access.ask(() -> pool.query("SELECT clock_timestamp()")
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant())
                .chain(now -> pool.preparedQuery(sql)
                        .execute(values)
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(rows -> read(rows, now, order, limit))));
    }

    private ArrivedRequests read(RowSet<Row> rows, Instant now, String order, int limit) {
        List<InvocationRecord> requests = new ArrayList<>(rows.size());
        Row last = null;
        for (Row row : rows) {
            requests.add(request(row));
            last = row;
        }
        return new ArrivedRequests(
                requests,
                now,
                requests.isEmpty() || requests.size() < limit
                        ? null
                        : new Place(last.getOffsetDateTime(order).toInstant(), last.getUUID("id")));
    }

    private InvocationRecord request(Row row) {
        boolean success = row.getString("outcome").equals("success");
        return new InvocationRecord(
                row.getUUID("id"),
                row.getOffsetDateTime("time").toInstant(),
                Source.valueOf(row.getString("source").toUpperCase(Locale.ROOT)),
                null,
                new RequestOrigin(null, row.getString("agent_type"), null, null, Map.of(), null),
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
                new InvocationCost(
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

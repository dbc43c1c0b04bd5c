package dev.quartermaster.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.StorageConfig;
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
import java.util.Map;
import java.util.UUID;

/** The alerts in PostgreSQL. What it is asked fails with {@link dev.quartermaster.storage.DatabaseAway} without it. */
@ApplicationScoped
class AlertLedger implements AlertRepository {

    /** Channel that announces changes to all instances. */
    static final String CHANNEL = "quartermaster_alerts";

    private static final String COLUMNS = "id, kind, subject, message, facts::text, time, window_ends_at,"
            + " acknowledged_at, acknowledged_by, resolved_at, deliveries::text, revision";

    /**
     * Upserts an alert without losing another writer's update: the first acknowledgement is kept, deliveries are
     * merged.
     */
    private static final String KEEP =
            "WITH kept AS (INSERT INTO alert AS old (id, kind, subject, message, facts, time,"
                    + " window_ends_at, acknowledged_at, acknowledged_by, resolved_at, deliveries)"
                    + " VALUES ($1, $2, $3, $4, $5::text::jsonb, $6, $7, $8, $9, $10, $11::text::jsonb)"
                    + " ON CONFLICT (id) DO UPDATE SET"
                    + " acknowledged_at = COALESCE(old.acknowledged_at, EXCLUDED.acknowledged_at),"
                    + " acknowledged_by = COALESCE(old.acknowledged_by, EXCLUDED.acknowledged_by),"
                    + " resolved_at = COALESCE(old.resolved_at, EXCLUDED.resolved_at),"
                    + " deliveries = old.deliveries || EXCLUDED.deliveries, revision = nextval('alert_revision')"
                    + " WHERE EXCLUDED.acknowledged_at IS NOT NULL OR EXCLUDED.resolved_at IS NOT NULL"
                    + " OR EXCLUDED.deliveries <> '{}'::jsonb RETURNING (xmax = 0) AS inserted)"
                    + " SELECT inserted, pg_notify('" + CHANNEL + "', '')::text FROM kept";

    private static final String ACKNOWLEDGE = "WITH seen AS (UPDATE alert SET"
            + " acknowledged_at = COALESCE(acknowledged_at, $2), acknowledged_by = COALESCE(acknowledged_by, $3),"
            + " revision = nextval('alert_revision') WHERE id = $1 RETURNING *)"
            + " SELECT " + COLUMNS + ", pg_notify('" + CHANNEL + "', '')::text FROM seen";

    private static final String LIST = "SELECT " + COLUMNS + " FROM alert WHERE ($1::text IS NULL OR kind = $1)"
            + " AND ($2::text IS NULL OR subject = $2)"
            + " AND ($3::boolean IS NULL OR (acknowledged_at IS NOT NULL) = $3)"
            + " AND ($4::timestamptz IS NULL OR time >= $4) AND ($5::timestamptz IS NULL OR time < $5)"
            + " AND ($6::timestamptz IS NULL OR (time, id) < ($6, $7::text::uuid))"
            + " ORDER BY time DESC, id DESC LIMIT $8";

    private static final String NEWS =
            "SELECT " + COLUMNS + " FROM alert WHERE revision > $1 ORDER BY revision DESC LIMIT $2";

    private static final String FORGET =
            "DELETE FROM alert WHERE id IN" + " (SELECT id FROM alert WHERE time < $1 ORDER BY time, id LIMIT $2)";

    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, WebhookDelivery>> DELIVERIES = new TypeReference<>() {};

    private final DatabaseAccess access;
    private final Pool pool;
    private final StorageConfig config;
    private final ObjectMapper json;

    AlertLedger(DatabaseAccess access, Pool pool, StorageConfig config, ObjectMapper json) {
        this.access = access;
        this.pool = pool;
        this.config = config;
        this.json = json;
    }

    @Override
    public Uni<Boolean> keep(Alert alert) {
        Tuple row = Tuple.from(Arrays.asList(
                alert.id(),
                alert.kind().wire(),
                alert.subject(),
                alert.message(),
                write(alert.facts()),
                time(alert.time()),
                time(alert.windowEndsAt()),
                time(alert.acknowledgedAt()),
                alert.acknowledgedBy(),
                time(alert.resolvedAt()),
                write(alert.deliveries())));
        return ask(KEEP, row)
                .map(rows -> rows.size() > 0 && rows.iterator().next().getBoolean("inserted"));
    }

    @Override
    public Uni<List<Alert>> acknowledge(UUID id, Instant at, String by) {
        return ask(ACKNOWLEDGE, Tuple.of(id, time(at), by))
                .map(rows -> read(rows).alerts());
    }

    @Override
    public Uni<List<Alert>> list(AlertFilter filter, int limit) {
        Tuple values = Tuple.from(Arrays.asList(
                filter.kind() == null ? null : filter.kind().wire(),
                filter.subject(),
                filter.acknowledged(),
                time(filter.from()),
                time(filter.to()),
                time(filter.beforeTime()),
                filter.beforeId(),
                limit));
        return ask(LIST, values).map(rows -> read(rows).alerts());
    }

    @Override
    public Uni<News> news(long revision, int limit) {
        return ask(NEWS, Tuple.of(revision, limit)).map(this::read);
    }

    @Override
    public Uni<Integer> forget(Instant before, int most) {
        return ask(FORGET, Tuple.of(time(before), most)).map(RowSet::rowCount);
    }

    private Uni<RowSet<Row>> ask(String sql, Tuple values) {
        return access.ask(config.timeout(), () -> pool.preparedQuery(sql).execute(values));
    }

    private News read(RowSet<Row> rows) {
        List<Alert> alerts = new ArrayList<>(rows.size());
        long latest = 0;
        for (Row row : rows) {
            AlertKind.of(row.getString("kind")).ifPresent(kind -> alerts.add(alert(kind, row)));
            latest = Math.max(latest, row.getLong("revision"));
        }
        return new News(alerts, latest);
    }

    private Alert alert(AlertKind kind, Row row) {
        return new Alert(
                row.getUUID("id"),
                kind,
                row.getString("subject"),
                row.getString("message"),
                read(row.getString("facts"), FACTS),
                instant(row, "time"),
                instant(row, "window_ends_at"),
                instant(row, "acknowledged_at"),
                row.getString("acknowledged_by"),
                instant(row, "resolved_at"),
                read(row.getString("deliveries"), DELIVERIES));
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the facts of an alert are plain values", e);
        }
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database keeps what was written there", e);
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}

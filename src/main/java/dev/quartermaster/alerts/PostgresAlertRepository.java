package dev.quartermaster.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.alerts.Alert.WebhookDelivery;
import dev.quartermaster.storage.Conditions;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.StorageConfig;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stores alerts in PostgreSQL; fails with {@link dev.quartermaster.storage.DatabaseAway} while it is down. */
@ApplicationScoped
class PostgresAlertRepository implements AlertRepository, PanacheRepositoryBase<AlertEntity, UUID> {

    /** Channel that notifies all instances of changes. */
    static final String CHANNEL = "quartermaster_alerts";

    /**
     * In SQL, for merging JSON and for the notification. Writers never lose each other's changes: the first
     * acknowledgement stays, deliveries are merged.
     */
    private static final String SAVE =
            "WITH kept AS (INSERT INTO alert AS old (id, kind, subject, message, facts, time,"
                    + " window_ends_at, acknowledged_at, acknowledged_by, resolved_at, deliveries)"
                    + " VALUES (:id, :kind, :subject, :message, CAST(CAST(:facts AS text) AS jsonb), :time,"
                    + " :windowEndsAt, :acknowledgedAt, :acknowledgedBy, :resolvedAt,"
                    + " CAST(CAST(:deliveries AS text) AS jsonb))"
                    + " ON CONFLICT (id) DO UPDATE SET"
                    + " acknowledged_at = COALESCE(old.acknowledged_at, EXCLUDED.acknowledged_at),"
                    + " acknowledged_by = COALESCE(old.acknowledged_by, EXCLUDED.acknowledged_by),"
                    + " resolved_at = COALESCE(old.resolved_at, EXCLUDED.resolved_at),"
                    + " deliveries = old.deliveries || EXCLUDED.deliveries, revision = nextval('alert_revision')"
                    + " WHERE EXCLUDED.acknowledged_at IS NOT NULL OR EXCLUDED.resolved_at IS NOT NULL"
                    + " OR EXCLUDED.deliveries <> CAST('{}' AS jsonb) RETURNING (xmax = 0) AS inserted)"
                    + " SELECT inserted, CAST(pg_notify('" + CHANNEL + "', '') AS text) FROM kept";

    /** In SQL, for the sequence and the notification. */
    private static final String ACKNOWLEDGE = "WITH seen AS (UPDATE alert SET"
            + " acknowledged_at = COALESCE(acknowledged_at, :at), acknowledged_by = COALESCE(acknowledged_by, :by),"
            + " revision = nextval('alert_revision') WHERE id = :id RETURNING id)"
            + " SELECT CAST(pg_notify('" + CHANNEL + "', '') AS text) FROM seen";

    private static final String EXPIRED =
            "id in (select a.id from AlertEntity a where a.time < ?1 order by a.time, a.id limit ?2)";

    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, WebhookDelivery>> DELIVERIES = new TypeReference<>() {};

    private final DatabaseAccess access;
    private final StorageConfig config;
    private final ObjectMapper json;

    PostgresAlertRepository(DatabaseAccess access, StorageConfig config, ObjectMapper json) {
        this.access = access;
        this.config = config;
        this.json = json;
    }

    @Override
    public Uni<Boolean> save(Alert alert) {
        return query(() -> getSession()
                .chain(session -> session.<Object[]>createNativeQuery(SAVE)
                        .setParameter("id", alert.id())
                        .setParameter("kind", alert.kind().wire())
                        .setParameter("subject", alert.subject())
                        .setParameter("message", alert.message())
                        .setParameter("facts", write(alert.facts()))
                        .setParameter("time", alert.time())
                        .setParameter("windowEndsAt", alert.windowEndsAt())
                        .setParameter("acknowledgedAt", alert.acknowledgedAt())
                        .setParameter("acknowledgedBy", alert.acknowledgedBy())
                        .setParameter("resolvedAt", alert.resolvedAt())
                        .setParameter("deliveries", write(alert.deliveries()))
                        .getResultList())
                .map(rows -> !rows.isEmpty() && (Boolean) rows.get(0)[0]));
    }

    @Override
    public Uni<List<Alert>> acknowledge(UUID id, Instant at, String by) {
        return query(() -> getSession()
                .chain(session -> session.createNativeQuery(ACKNOWLEDGE)
                        .setParameter("id", id)
                        .setParameter("at", at)
                        .setParameter("by", by)
                        .getResultList())
                .chain(() -> list("id", id))
                .map(rows -> read(rows).alerts()));
    }

    @Override
    public Uni<List<Alert>> list(AlertFilter filter, int limit) {
        Conditions wanted = new Conditions()
                .and(
                        "kind = :kind",
                        "kind",
                        filter.kind() == null ? null : filter.kind().wire())
                .and("subject = :subject", "subject", filter.subject())
                .and("time >= :from", "from", filter.from())
                .and("time < :to", "to", filter.to())
                .and(
                        "(time, id) < (:beforeTime, :beforeId)",
                        "beforeTime",
                        filter.beforeTime(),
                        "beforeId",
                        filter.beforeId() == null ? null : UUID.fromString(filter.beforeId()));
        if (filter.acknowledged() != null) {
            wanted.and(filter.acknowledged() ? "acknowledgedAt is not null" : "acknowledgedAt is null");
        }
        return query(() -> find("from AlertEntity" + wanted.where() + " order by time desc, id desc", wanted.values())
                .range(0, limit - 1)
                .list()
                .map(rows -> read(rows).alerts()));
    }

    @Override
    public Uni<Changes> changesSince(long revision, int limit) {
        return query(() -> getSession()
                .chain(session -> session.createQuery(newest(session.getCriteriaBuilder(), revision))
                        .setMaxResults(limit)
                        .getResultList())
                .map(this::read));
    }

    /** Every start asks this; HQL would be parsed first, which takes a native executable 40 ms. */
    private static CriteriaQuery<AlertEntity> newest(CriteriaBuilder builder, long revision) {
        CriteriaQuery<AlertEntity> query = builder.createQuery(AlertEntity.class);
        Root<AlertEntity> alert = query.from(AlertEntity.class);
        Path<Long> changed = alert.get("revision");
        return query.where(builder.greaterThan(changed, revision)).orderBy(builder.desc(changed));
    }

    @Override
    public Uni<Integer> deleteBefore(Instant before, int most) {
        return access.ask(
                config.timeout(),
                () -> Panache.withTransaction(
                        () -> delete(EXPIRED, before, most).map(Long::intValue)));
    }

    private <T> Uni<T> query(Supplier<Uni<T>> query) {
        return access.ask(config.timeout(), () -> Panache.withSession(query));
    }

    private Changes read(List<AlertEntity> rows) {
        return new Changes(
                rows.stream()
                        .flatMap(row -> AlertKind.of(row.kind).map(kind -> alert(kind, row)).stream())
                        .toList(),
                rows.stream().mapToLong(row -> row.revision).max().orElse(0));
    }

    private Alert alert(AlertKind kind, AlertEntity row) {
        return new Alert(
                row.id,
                kind,
                row.subject,
                row.message,
                read(row.facts, FACTS),
                row.time,
                row.windowEndsAt,
                row.acknowledgedAt,
                row.acknowledgedBy,
                row.resolvedAt,
                read(row.deliveries, DELIVERIES));
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the facts of an alert are plain values", e);
        }
    }

    private <T> T read(@Nullable String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an alert in the database cannot be read", e);
        }
    }
}

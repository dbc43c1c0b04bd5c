package dev.quartermaster.budgets.store;

import dev.quartermaster.budgets.SpentWindows;
import dev.quartermaster.budgets.definition.Dimension;
import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.Instance;
import dev.quartermaster.storage.Conditions;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.StorageConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Reads what budgets have spent and what is held of them. */
@Singleton
public class SpendingRepository implements SpentWindows {

    private static final int MOST_CHANGED = 10_000;
    private static final int MOST_SPENDERS = 5;
    private static final long HOUR = Duration.ofHours(1).toSeconds();
    private static final long QUARTER_HOUR = Duration.ofMinutes(15).toSeconds();

    /** One statement for all, so that an amount is either spent or still held, and never neither or both. */
    private static final String NOW = "SELECT CAST(b.id AS text), budget_spent(b.id, b.unit, b.rolling, w.start),"
            + " coalesce(l.held, 0), coalesce(l.leased, 0), coalesce(l.booked, 0), coalesce(l.refused, 0),"
            + " coalesce(l.holders, 0)"
            + " FROM unnest(CAST(:ids AS text[]), CAST(:starts AS text[])) AS a(id, starts)"
            + " CROSS JOIN LATERAL (SELECT CAST(a.starts AS timestamptz) AS start) w"
            + " JOIN budget b ON b.id = CAST(a.id AS uuid)"
            + " LEFT JOIN LATERAL (SELECT"
            + " sum(greatest(CASE WHEN x.expires_at > now() THEN x.used_usd ELSE x.settled_usd END - x.booked_usd, 0))"
            + " FILTER (WHERE x.holder <> :self) AS held,"
            + " sum(greatest(x.granted_usd - x.booked_usd, 0)) FILTER (WHERE x.expires_at > now()) AS leased,"
            + " sum(x.booked_usd) FILTER (WHERE x.holder = :self) AS booked,"
            + " CAST(sum(x.refused) FILTER (WHERE x.holder <> :self) AS bigint) AS refused,"
            + " count(*) FILTER (WHERE x.expires_at > now()) AS holders"
            + " FROM budget_lease x WHERE x.budget_id = b.id AND x.window_start = w.start) l ON true";

    private final DatabaseAccess access;
    private final Mutiny.SessionFactory sessions;
    private final StorageConfig config;
    private final String self;

    SpendingRepository(DatabaseAccess access, Mutiny.SessionFactory sessions, StorageConfig config, Instance instance) {
        this.access = access;
        this.sessions = sessions;
        this.config = config;
        this.self = instance.id();
    }

    /**
     * Spending of a budget in its present window.
     *
     * @param heldByOthers what other instances hold, or had spent and the ledger does not have yet
     * @param leased what instances may spend without asking
     * @param bookedHere what the ledger has of this instance's spending
     * @param refusedByOthers calls that did not fit, at other instances
     * @param holders instances with a lease
     */
    public record Spending(
            BigDecimal spent,
            BigDecimal heldByOthers,
            BigDecimal leased,
            BigDecimal bookedHere,
            long refusedByOthers,
            long holders) {}

    /** Spending in one bucket. */
    public record Bucket(Instant start, Money spent, long requests) {}

    /** One of those who spent most. */
    public record Spender(String name, Money spent, long requests) {}

    /** Returns the present spending of budgets, by id. */
    public Uni<Map<UUID, Spending>> now(List<KeptBudget> budgets, Instant now) {
        String[] ids = budgets.stream().map(kept -> kept.id().toString()).toArray(String[]::new);
        String[] starts = budgets.stream()
                .map(kept -> kept.budget().window().start(now).toString())
                .toArray(String[]::new);
        return ask(session -> session.<Object[]>createNativeQuery(NOW)
                        .setParameter("ids", ids)
                        .setParameter("starts", starts)
                        .setParameter("self", self)
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> UUID.fromString((String) row[0]), SpendingRepository::spending)));
    }

    private static Spending spending(Object[] row) {
        return new Spending(
                (BigDecimal) row[1],
                (BigDecimal) row[2],
                (BigDecimal) row[3],
                (BigDecimal) row[4],
                ((Number) row[5]).longValue(),
                ((Number) row[6]).longValue());
    }

    /** Returns the newest buckets of a budget, the newest first. */
    public Uni<List<Bucket>> buckets(UUID budget, int most) {
        return ask(session -> session.createSelectionQuery(
                                "from BudgetBucketEntity where budgetId = ?1 order by startsAt desc",
                                BudgetBucketEntity.class)
                        .setParameter(1, budget)
                        .setMaxResults(most)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Bucket(row.startsAt, new Money(row.spentUsd), row.requests))
                        .toList());
    }

    @Override
    public Uni<List<SpentWindow>> changedSince(Instant moment) {
        return ask(session -> session.createSelectionQuery(
                                "from BudgetBucketEntity where changedAt >= ?1 order by changedAt",
                                BudgetBucketEntity.class)
                        .setParameter(1, moment)
                        .setMaxResults(MOST_CHANGED)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new SpentWindow(row.budgetId, row.startsAt, row.spentUsd, row.changedAt))
                        .toList());
    }

    /** Returns who spent most of a budget between two times: the dearest first. */
    public Uni<List<Spender>> topSpenders(KeptBudget kept, By by, Instant from, Instant to) {
        Source source = source(kept, from, to);
        source.covered().and(by.column + " IS NOT NULL");
        return ask(session -> bound(
                        session.<Object[]>createNativeQuery("SELECT " + by.column + ", coalesce(sum(cost_usd), 0), "
                                + source.requests() + " FROM " + source.table()
                                + source.covered().where() + " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT " + MOST_SPENDERS),
                        source)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Spender(
                                (String) row[0], new Money((BigDecimal) row[1]), ((Number) row[2]).longValue()))
                        .toList()));
    }

    /** Returns what a budget covers of the spending between two times. */
    public Uni<Money> spent(KeptBudget kept, Instant from, Instant to) {
        Source source = source(kept, from, to);
        return ask(session -> bound(
                        session.<Object>createNativeQuery("SELECT coalesce(sum(cost_usd), 0) FROM " + source.table()
                                + source.covered().where()),
                        source)
                .getSingleResult()
                .map(sum -> new Money((BigDecimal) sum)));
    }

    /** Table that a budget's spending is read from. */
    private record Source(String table, String requests, Conditions covered) {

        static Source ofSums(String table, Conditions covered) {
            return new Source(table, "CAST(sum(requests) AS bigint)", covered);
        }
    }

    /** Chooses the coarsest sums that begin where the time does, which windows of India or rolling ones do within an hour. */
    private static Source source(KeptBudget kept, Instant from, Instant to) {
        boolean byTask = kept.budget().target(Dimension.TASK_ID).isPresent();
        if (!byTask && from.getEpochSecond() % HOUR == 0) {
            return Source.ofSums("cost_hourly", covered(kept, "hour", from, to));
        } else if (!byTask && from.getEpochSecond() % QUARTER_HOUR == 0) {
            return Source.ofSums("cost_quarter_hourly", covered(kept, "quarter_hour", from, to));
        }
        return new Source("invocation", "count(*)", covered(kept, "time", from, to));
    }

    private static Conditions covered(KeptBudget kept, String time, Instant from, Instant to) {
        return new Conditions()
                .and(time + " >= :from", "from", from)
                .and(time + " < :to", "to", to)
                .and("provider = :provider", "provider", target(kept, Dimension.PROVIDER))
                .and("provider || '/' || model = :model", "model", target(kept, Dimension.MODEL))
                .and("agent_type = :agentType", "agentType", target(kept, Dimension.AGENT_TYPE))
                .and("caller = :caller", "caller", target(kept, Dimension.API_KEY))
                .and("task_id = :task", "task", target(kept, Dimension.TASK_ID));
    }

    private static <T> Mutiny.SelectionQuery<T> bound(Mutiny.SelectionQuery<T> query, Source source) {
        source.covered().values().forEach(query::setParameter);
        return query;
    }

    /** Column by which spenders are told apart. */
    public enum By {
        AGENT_TYPE("agent_type"),
        API_KEY("caller"),
        MODEL("provider || '/' || model");

        private final String column;

        By(String column) {
            this.column = column;
        }
    }

    private static @Nullable String target(KeptBudget kept, Dimension dimension) {
        return kept.budget().target(dimension).orElse(null);
    }

    /** Removes books of windows that are over for so long, and leases that no row can name any more. */
    public Uni<Void> forget(Instant before) {
        return access.ask(
                config.timeout(),
                () -> sessions.withStatelessTransaction(
                        session -> session.createNativeQuery("DELETE FROM budget_lease WHERE expires_at < :before")
                                .setParameter("before", before)
                                .executeUpdate()
                                .chain(() -> session.createNativeQuery(
                                                "DELETE FROM budget_bucket k WHERE k.changed_at < :before"
                                                        + " AND NOT EXISTS (SELECT 1 FROM budget b WHERE b.id = k.budget_id"
                                                        + " AND NOT b.deleted AND b.unit = 'total')")
                                        .setParameter("before", before)
                                        .executeUpdate())
                                .replaceWithVoid()));
    }

    private <T> Uni<T> ask(Function<Mutiny.Session, Uni<T>> question) {
        return access.ask(config.timeout(), () -> sessions.withSession(question));
    }
}

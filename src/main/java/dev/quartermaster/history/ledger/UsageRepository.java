package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.Money;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Compares what agents and keys used in one hour with the week before. */
@ApplicationScoped
public class UsageRepository extends HistoryRepository<CostHourEntity, CostHourEntity.Key> {

    private static final Duration WEEK = Duration.ofDays(7);

    /**
     * Those beyond a floor in the hour, who are few, and only then the week before. Whole days answer whether one of them is
     * older than that.
     */
    private static final String USAGE = """
            WITH loud AS (
                SELECT s.kind, s.name, CAST(sum(c.requests) AS bigint) AS requests, sum(c.cost_usd) AS cost_usd
                FROM cost_hourly c CROSS JOIN LATERAL (VALUES ('AGENT', c.agent_type), ('KEY', c.caller)) AS s(kind, name)
                WHERE c.hour = :hour AND s.name <> :probe
                GROUP BY s.kind, s.name
                HAVING CAST(sum(c.requests) AS bigint) > :requests OR sum(c.cost_usd) > :cost
            ), past AS (
                SELECT l.kind, l.name, min(c.hour) AS first,
                    sum(c.requests) FILTER (WHERE c.hour >= :from) AS requests,
                    sum(c.cost_usd) FILTER (WHERE c.hour >= :from) AS cost_usd
                FROM cost_hourly c CROSS JOIN LATERAL (VALUES ('AGENT', c.agent_type), ('KEY', c.caller)) AS s(kind, name)
                    JOIN loud l ON l.kind = s.kind AND l.name = s.name
                WHERE c.hour >= :day AND c.hour < :hour
                GROUP BY l.kind, l.name
            )
            SELECT l.kind, l.name, l.requests, l.cost_usd,
                CAST(extract(epoch FROM CASE
                    WHEN EXISTS (SELECT 1 FROM cost_daily d WHERE d.day < :day
                        AND CASE l.kind WHEN 'AGENT' THEN d.agent_type ELSE d.caller END = l.name)
                    THEN CAST(:before AS timestamptz)
                    ELSE coalesce(p.first, CAST(:hour AS timestamptz)) END) AS bigint),
                CAST(coalesce(p.requests, 0) AS bigint), coalesce(p.cost_usd, 0)
            FROM loud l LEFT JOIN past p ON p.kind = l.kind AND p.name = l.name
            ORDER BY l.kind, l.name
            """;

    /**
     * Finds the agent types and keys that used more than one of two floors in an hour. The probes of this service are not
     * among them.
     *
     * @param hour its beginning, in UTC
     */
    public Uni<List<HourlyUsage>> usageAbove(long requests, BigDecimal costUsd, Instant hour) {
        Instant from = hour.minus(WEEK);
        Instant day = from.truncatedTo(ChronoUnit.DAYS);
        return query(config.writeTimeout(), () -> getSession()
                .chain(session -> session.<Object[]>createNativeQuery(USAGE)
                        .setParameter("hour", hour)
                        .setParameter("from", from)
                        .setParameter("day", day)
                        .setParameter("before", day.minus(1, ChronoUnit.DAYS))
                        .setParameter("probe", Caller.HEALTH_PROBE.id())
                        .setParameter("requests", requests)
                        .setParameter("cost", costUsd)
                        .getResultList())
                .map(rows -> rows.stream().map(UsageRepository::read).toList()));
    }

    private static HourlyUsage read(Object[] row) {
        return new HourlyUsage(
                HourlyUsage.Kind.valueOf((String) row[0]),
                (String) row[1],
                (Long) row[2],
                new Money((BigDecimal) row[3]),
                Instant.ofEpochSecond((Long) row[4]),
                (Long) row[5],
                new Money((BigDecimal) row[6]));
    }
}

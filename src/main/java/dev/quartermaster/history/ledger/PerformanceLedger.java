package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.Money;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Success, latency and quality over any window, exact. */
@ApplicationScoped
public class PerformanceLedger {

    /** One row over everything (its model is null and {@code overall} is 1), and one for each model. */
    private static final String SUMS = "SELECT model, grouping(model) AS overall, count(*) AS requests, "
            + "count(*) FILTER (WHERE outcome = 'success') AS successes, "
            + "avg(latency_ms) AS average_latency, "
            + "percentile_cont(0.5) WITHIN GROUP (ORDER BY latency_ms) AS p50, "
            + "percentile_cont(0.95) WITHIN GROUP (ORDER BY latency_ms) AS p95, "
            + "percentile_cont(0.99) WITHIN GROUP (ORDER BY latency_ms) AS p99, "
            + "avg(quality_score) AS average_quality, "
            + "coalesce(sum(uncached_input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens), 0)"
            + "::bigint AS input_tokens, "
            + "coalesce(sum(output_tokens), 0)::bigint AS output_tokens, "
            + "coalesce(sum(cost_usd), 0) AS cost_usd "
            + "FROM invocation WHERE time >= $1 AND time < $2 "
            + "AND ($3::text IS NULL OR model = $3 OR provider || '/' || model = $3) "
            + "AND ($4::text IS NULL OR provider = $4) "
            + "AND ($5::text IS NULL OR agent_type = $5) "
            + "GROUP BY GROUPING SETS ((), (model))";

    /** One row for each agent type (its model is null and {@code overall} is 1), and one for each of its models. */
    private static final String BY_AGENT =
            "SELECT coalesce(agent_type, '') AS agent, model, grouping(model) AS overall, "
                    + "count(*) AS requests, count(*) FILTER (WHERE outcome = 'success') AS successes, "
                    + "coalesce(sum(cost_usd), 0) AS cost_usd FROM invocation WHERE time >= $1 AND time < $2 "
                    + "GROUP BY GROUPING SETS ((1), (1, 2)) ORDER BY 1, 3 DESC, 2";

    private final LedgerAccess access;
    private final Pool pool;

    PerformanceLedger(LedgerAccess access, Pool pool) {
        this.access = access;
        this.pool = pool;
    }

    public Uni<PerformanceSum> sum(PerformanceFilter filter) {
        Tuple values = Tuple.of(
                        filter.from().atOffset(ZoneOffset.UTC), filter.to().atOffset(ZoneOffset.UTC))
                .addString(filter.model())
                .addString(filter.provider())
                .addString(filter.agentType());
        return access.ask(() -> pool.preparedQuery(SUMS).execute(values).map(PerformanceLedger::read));
    }

    /** One for each agent type that had requests, by name; requests of no agent come first, under an empty one. */
    public Uni<List<AgentSum>> byAgent(Instant from, Instant to) {
        Tuple values = Tuple.of(from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC));
        return access.ask(() -> pool.preparedQuery(BY_AGENT).execute(values).map(PerformanceLedger::agents));
    }

    private static List<AgentSum> agents(RowSet<Row> rows) {
        List<AgentSum> agents = new ArrayList<>();
        Map<String, Money> costByModel = new TreeMap<>();
        for (Row row : rows) {
            if (row.getInteger("overall") == 1) {
                costByModel = new TreeMap<>();
                agents.add(new AgentSum(
                        row.getString("agent"),
                        row.getLong("requests"),
                        row.getLong("successes"),
                        new Money(row.getBigDecimal("cost_usd")),
                        Collections.unmodifiableMap(costByModel)));
            } else if (row.getString("model") != null) {
                costByModel.put(row.getString("model"), new Money(row.getBigDecimal("cost_usd")));
            }
        }
        return agents;
    }

    private static PerformanceSum read(RowSet<Row> rows) {
        Row overall = null;
        Map<String, Money> costByModel = new TreeMap<>();
        for (Row row : rows) {
            if (row.getInteger("overall") == 1) {
                overall = row;
            } else if (row.getString("model") != null) {
                costByModel.put(row.getString("model"), new Money(row.getBigDecimal("cost_usd")));
            }
        }
        return new PerformanceSum(
                overall.getLong("requests"),
                overall.getLong("successes"),
                overall.getDouble("average_latency"),
                overall.getDouble("p50"),
                overall.getDouble("p95"),
                overall.getDouble("p99"),
                overall.getDouble("average_quality"),
                overall.getLong("input_tokens"),
                overall.getLong("output_tokens"),
                new Money(overall.getBigDecimal("cost_usd")),
                Collections.unmodifiableMap(costByModel));
    }
}

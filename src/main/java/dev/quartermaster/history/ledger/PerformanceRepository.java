package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.Money;
import dev.quartermaster.storage.Conditions;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Sums up success, latency and quality over any window, exactly. */
@ApplicationScoped
public class PerformanceRepository extends HistoryRepository<Invocation, UUID> {

    /**
     * In SQL, so that one look at the rows gives both levels: one row over everything (its model is null and its second
     * column is 1), and one for each model.
     */
    private static final String SUMS = "SELECT model, grouping(model), count(*), "
            + "count(*) FILTER (WHERE outcome = 'success'), "
            + "avg(latency_ms), "
            + "percentile_cont(0.5) WITHIN GROUP (ORDER BY latency_ms), "
            + "percentile_cont(0.95) WITHIN GROUP (ORDER BY latency_ms), "
            + "percentile_cont(0.99) WITHIN GROUP (ORDER BY latency_ms), "
            + "avg(quality_score), "
            + "CAST(coalesce(sum(uncached_input_tokens + cache_read_tokens + cache_write_5m_tokens"
            + " + cache_write_1h_tokens), 0) AS bigint), "
            + "CAST(coalesce(sum(output_tokens), 0) AS bigint), "
            + "coalesce(sum(cost_usd), 0) FROM invocation";

    private static final String LEVELS = " GROUP BY GROUPING SETS ((), (model))";

    private static final String BY_AGENT = "select coalesce(agentType, ''), model, count(*), "
            + "count(*) filter (where outcome = 'success'), coalesce(sum(costUsd), 0) "
            + "from Invocation where time >= ?1 and time < ?2 group by 1, 2 order by 1, 2";

    @RegisterForReflection
    record OfModel(String agentType, String model, long requests, long successes, BigDecimal cost) {}

    public Uni<PerformanceSum> sum(PerformanceFilter filter) {
        Conditions wanted = new Conditions()
                .and("time >= :from", "from", filter.from())
                .and("time < :to", "to", filter.to())
                .and("(model = :model OR provider || '/' || model = :model)", "model", filter.model())
                .and("provider = :provider", "provider", filter.provider())
                .and("agent_type = :agentType", "agentType", filter.agentType());
        return ask(() -> getSession()
                .chain(session -> {
                    var query = session.<Object[]>createNativeQuery(SUMS + wanted.where() + LEVELS);
                    wanted.values().forEach(query::setParameter);
                    return query.getResultList();
                })
                .map(PerformanceRepository::read));
    }

    /** One for each agent type that had requests, by name; requests of no agent come first, under an empty one. */
    public Uni<List<AgentSum>> byAgent(Instant from, Instant to) {
        return ask(() -> find(BY_AGENT, from, to).project(OfModel.class).list().map(PerformanceRepository::agents));
    }

    private static List<AgentSum> agents(List<OfModel> rows) {
        Map<String, List<OfModel>> byAgent = new LinkedHashMap<>();
        rows.forEach(row -> byAgent.computeIfAbsent(row.agentType(), name -> new ArrayList<>())
                .add(row));
        return byAgent.entrySet().stream()
                .map(agent -> agent(agent.getKey(), agent.getValue()))
                .toList();
    }

    private static AgentSum agent(String agentType, List<OfModel> models) {
        Map<String, Money> costByModel = new TreeMap<>();
        models.stream()
                .filter(row -> row.model() != null)
                .forEach(row -> costByModel.put(row.model(), new Money(row.cost())));
        return new AgentSum(
                agentType,
                models.stream().mapToLong(OfModel::requests).sum(),
                models.stream().mapToLong(OfModel::successes).sum(),
                new Money(models.stream().map(OfModel::cost).reduce(BigDecimal.ZERO, BigDecimal::add)),
                Collections.unmodifiableMap(costByModel));
    }

    private static PerformanceSum read(List<Object[]> rows) {
        Object[] overall = null;
        Map<String, Money> costByModel = new TreeMap<>();
        for (Object[] row : rows) {
            if (((Number) row[1]).intValue() == 1) {
                overall = row;
            } else if (row[0] != null) {
                costByModel.put((String) row[0], new Money((BigDecimal) row[11]));
            }
        }
        return new PerformanceSum(
                (Long) overall[2],
                (Long) overall[3],
                (Double) overall[4],
                (Double) overall[5],
                (Double) overall[6],
                (Double) overall[7],
                (Double) overall[8],
                (Long) overall[9],
                (Long) overall[10],
                new Money((BigDecimal) overall[11]),
                Collections.unmodifiableMap(costByModel));
    }
}

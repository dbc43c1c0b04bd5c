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
import org.jspecify.annotations.Nullable;

/** Sums up success, latency and quality of requests over any window, exactly. */
@ApplicationScoped
public class PerformanceRepository extends HistoryRepository<Invocation, UUID> {

    /**
     * Totals of the requests of one agent type.
     *
     * @param agentType empty for requests of no agent
     * @param costByModel by model id; requests that reached no model are not in it
     */
    public record AgentSum(
            String agentType, long requests, long successes, Money cost, Map<String, Money> costByModel) {}

    /**
     * Performance totals of requests. Latencies are in milliseconds, over all requests with a latency, failed ones too.
     *
     * @param averageLatency null, as are the percentiles, if no request has a latency
     * @param p50 interpolated between the two nearest requests
     * @param averageQuality in [0,1]; null if nothing was evaluated
     * @param inputTokens all prompt tokens, whatever they cost
     * @param cost of the requests whose cost is known
     * @param unpriced requests whose cost is not known
     * @param costByModel by model id; requests that reached no model are not in it
     */
    public record PerformanceSum(
            long requests,
            long successes,
            @Nullable Double averageLatency,
            @Nullable Double p50,
            @Nullable Double p95,
            @Nullable Double p99,
            @Nullable Double averageQuality,
            long inputTokens,
            long outputTokens,
            Money cost,
            long unpriced,
            Map<String, Money> costByModel) {}

    /**
     * Selects the requests to sum up.
     *
     * @param from the start, inclusive
     * @param to the end, exclusive
     * @param model a model's id, or {@code provider/id}; null for all
     * @param provider null for all
     * @param agentType null for all
     */
    public record PerformanceFilter(
            Instant from,
            Instant to,
            @Nullable String model,
            @Nullable String provider,
            @Nullable String agentType) {}

    /**
     * In SQL, for grouping sets: one scan gives a row over everything (its model is null and its second column is 1) and a
     * row for each model.
     */
    private static final String SUMS = "SELECT model, grouping(model), count(*), "
            + "count(*) FILTER (WHERE outcome = 'success'), "
            + "avg(latency_ms), "
            + "percentile_cont(0.5) WITHIN GROUP (ORDER BY latency_ms), "
            + "percentile_cont(0.95) WITHIN GROUP (ORDER BY latency_ms), "
            + "percentile_cont(0.99) WITHIN GROUP (ORDER BY latency_ms), "
            + "avg(quality_score), "
            + "CAST(coalesce(sum(uncached_input_tokens + cache_read_tokens + cache_write_5m_tokens"
            + " + cache_write_1h_tokens + coalesce(audio_input_tokens, 0) + coalesce(image_input_tokens, 0)), 0)"
            + " AS bigint), "
            + "CAST(coalesce(sum(output_tokens + coalesce(audio_output_tokens, 0)"
            + " + coalesce(image_output_tokens, 0)), 0) AS bigint), "
            + "coalesce(sum(cost_usd), 0), count(*) - count(cost_usd) FROM invocation";

    private static final String LEVELS = " GROUP BY GROUPING SETS ((), (model))";

    private static final String BY_AGENT = "select coalesce(agentType, ''), model, count(*), "
            + "count(*) filter (where outcome = 'success'), coalesce(sum(costUsd), 0) "
            + "from Invocation where time >= ?1 and time < ?2 group by 1, 2 order by 1, 2";

    @RegisterForReflection
    record OfModel(String agentType, @Nullable String model, long requests, long successes, BigDecimal cost) {}

    public Uni<PerformanceSum> sum(PerformanceFilter filter) {
        Conditions wanted = new Conditions()
                .and("time >= :from", "from", filter.from())
                .and("time < :to", "to", filter.to())
                // An answer that was given again is no performance of a model.
                .and("cache_status IS DISTINCT FROM 'hit'")
                .and("(model = :model OR provider || '/' || model = :model)", "model", filter.model())
                .and("provider = :provider", "provider", filter.provider())
                .and("agent_type = :agentType", "agentType", filter.agentType());
        return query(() -> getSession()
                .chain(session -> {
                    var query = session.<Object[]>createNativeQuery(SUMS + wanted.where() + LEVELS);
                    wanted.values().forEach(query::setParameter);
                    return query.getResultList();
                })
                .map(PerformanceRepository::read));
    }

    /** Sums up by agent type, ordered by name; requests without an agent come first, under an empty name. */
    public Uni<List<AgentSum>> byAgent(Instant from, Instant to) {
        return query(
                () -> find(BY_AGENT, from, to).project(OfModel.class).list().map(PerformanceRepository::agents));
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
        Object[] overall = rows.stream()
                .filter(row -> ((Number) row[1]).intValue() == 1)
                .findFirst()
                .orElseThrow();
        Map<String, Money> costByModel = new TreeMap<>();
        rows.stream()
                .filter(row -> row != overall && row[0] != null)
                .forEach(row -> costByModel.put((String) row[0], new Money((BigDecimal) row[11])));
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
                (Long) overall[12],
                Collections.unmodifiableMap(costByModel));
    }
}

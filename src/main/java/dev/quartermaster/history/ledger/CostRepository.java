package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.Money;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sums up the cost and tokens of requests. */
@ApplicationScoped
public class CostRepository extends HistoryRepository<Invocation, UUID> {

    /** Key by which requests are grouped. */
    public enum GroupKey {
        MODEL("model"),
        PROVIDER("provider"),
        AGENT_TYPE("agentType"),
        TASK_ID("taskId"),
        HOUR("cast(sql('to_char(? AT TIME ZONE ''UTC'', ''YYYY-MM-DD\"T\"HH24:00:00\"Z\"'')', time) as string)"),
        DAY("cast(sql('to_char(? AT TIME ZONE ''UTC'', ''YYYY-MM-DD'')', time) as string)");

        private final String expression;

        GroupKey(String expression) {
            this.expression = expression;
        }

        public static Optional<GroupKey> parse(String word) {
            for (GroupKey key : values()) {
                if (key.wire().equals(word)) {
                    return Optional.of(key);
                }
            }
            return Optional.empty();
        }

        /** Returns the name used over HTTP. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Returns the HQL expression of the key, always text. */
        String expression() {
            return expression;
        }
    }

    /**
     * Usage and cost of a group of requests.
     *
     * @param group the group's keys with their values, in the order asked for; a value is null for requests without one
     * @param inputTokens all prompt tokens, whatever they cost
     */
    public record CostSum(
            Map<GroupKey, String> group, long requests, long inputTokens, long outputTokens, Money cost) {}

    private static final String SUMS = "count(*), "
            + "coalesce(sum(uncachedInputTokens + cacheReadTokens + cacheWrite5mTokens + cacheWrite1hTokens), 0), "
            + "coalesce(sum(outputTokens), 0), coalesce(sum(costUsd), 0) "
            + "from Invocation where time >= ?1 and time < ?2";

    /**
     * Sums up each group, ordered by its keys; one row over everything if there are no keys.
     *
     * @param from the start, inclusive
     * @param to the end, exclusive
     * @param skip the number of groups to skip
     */
    public Uni<List<CostSum>> sums(List<GroupKey> keys, Instant from, Instant to, int limit, int skip) {
        return query(() -> find(hql(keys), from, to)
                .project(Object[].class)
                .range(skip, skip + limit - 1)
                .list()
                .map(rows -> rows.stream().map(row -> read(keys, row)).toList()));
    }

    private static String hql(List<GroupKey> keys) {
        if (keys.isEmpty()) {
            return "select " + SUMS;
        }
        String groups = keys.stream().map(GroupKey::expression).collect(Collectors.joining(", "));
        String positions =
                IntStream.rangeClosed(1, keys.size()).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        return "select " + groups + ", " + SUMS + " group by " + positions + " order by " + positions;
    }

    private static CostSum read(List<GroupKey> keys, Object[] row) {
        Map<GroupKey, String> group = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            group.put(keys.get(i), (String) row[i]);
        }
        int sums = keys.size();
        return new CostSum(group, (Long) row[sums], (Long) row[sums + 1], (Long) row[sums + 2], new Money((BigDecimal)
                row[sums + 3]));
    }
}

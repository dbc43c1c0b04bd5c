package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.Money;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sums up money and tokens. */
@ApplicationScoped
public class CostRepository extends HistoryRepository<Invocation, UUID> {

    private static final String SUMS = "count(*), "
            + "coalesce(sum(uncachedInputTokens + cacheReadTokens + cacheWrite5mTokens + cacheWrite1hTokens), 0), "
            + "coalesce(sum(outputTokens), 0), coalesce(sum(costUsd), 0) "
            + "from Invocation where time >= ?1 and time < ?2";

    /**
     * The sums of each group, ordered by its keys; one row over everything if there are no keys.
     *
     * @param from the first moment that counts
     * @param to the first moment that does not
     * @param skip how many rows to leave out
     */
    public Uni<List<CostSum>> sums(List<GroupKey> keys, Instant from, Instant to, int limit, int skip) {
        return ask(() -> find(hql(keys), from, to)
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

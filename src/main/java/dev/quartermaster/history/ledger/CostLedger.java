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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums of money and tokens. */
@ApplicationScoped
public class CostLedger {

    private static final String SUMS = "count(*) AS requests, "
            + "coalesce(sum(uncached_input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens), 0)"
            + "::bigint AS input_tokens, "
            + "coalesce(sum(output_tokens), 0)::bigint AS output_tokens, "
            + "coalesce(sum(cost_usd), 0) AS cost_usd "
            + "FROM invocation WHERE time >= $1 AND time < $2";

    private final LedgerAccess access;
    private final Pool pool;

    CostLedger(LedgerAccess access, Pool pool) {
        this.access = access;
        this.pool = pool;
    }

    /**
     * The sums of each group, ordered by its keys; one row over everything if there are no keys.
     *
     * @param from the first moment that counts
     * @param to the first moment that does not
     * @param skip how many rows to leave out
     */
    public Uni<List<CostSum>> sums(List<GroupKey> keys, Instant from, Instant to, int limit, int skip) {
        Tuple values = Tuple.of(from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC), limit, skip);
        return access.ask(() -> pool.preparedQuery(sql(keys)).execute(values).map(rows -> read(keys, rows)));
    }

    private static String sql(List<GroupKey> keys) {
        StringBuilder sql = new StringBuilder("SELECT ");
        StringBuilder positions = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            sql.append(keys.get(i).expression()).append(", ");
            positions.append(i == 0 ? "" : ", ").append(i + 1);
        }
        sql.append(SUMS);
        if (!keys.isEmpty()) {
            sql.append(" GROUP BY ").append(positions).append(" ORDER BY ").append(positions);
        }
        return sql.append(" LIMIT $3 OFFSET $4").toString();
    }

    private static List<CostSum> read(List<GroupKey> keys, RowSet<Row> rows) {
        List<CostSum> sums = new ArrayList<>(rows.size());
        for (Row row : rows) {
            Map<GroupKey, String> group = new LinkedHashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                group.put(keys.get(i), row.getString(i));
            }
            sums.add(new CostSum(
                    group,
                    row.getLong("requests"),
                    row.getLong("input_tokens"),
                    row.getLong("output_tokens"),
                    new Money(row.getBigDecimal("cost_usd"))));
        }
        return sums;
    }
}

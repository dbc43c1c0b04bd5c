package dev.quartermaster.history.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** How the two sides of a canary did, on all instances. */
@ApplicationScoped
public class CanaryLedger {

    private static final String SUMS = "SELECT tags->>'canary' AS arm, count(*) AS requests, "
            + "count(*) FILTER (WHERE outcome = 'success') AS successes, avg(quality_score) AS quality, "
            + "avg(cost_usd)::double precision AS cost FROM invocation "
            + "WHERE agent_type = $1 AND time >= $2 AND tags ? 'canary' AND NOT cancelled GROUP BY 1";

    private final LedgerAccess access;
    private final Pool pool;

    CanaryLedger(LedgerAccess access, Pool pool) {
        this.access = access;
        this.pool = pool;
    }

    /** By side: {@code base} and {@code canary}; one that had no requests is not in it. */
    public Uni<Map<String, ArmSum>> since(String agentType, Instant since) {
        Tuple values = Tuple.of(agentType, since.atOffset(ZoneOffset.UTC));
        return access.ask(() -> pool.preparedQuery(SUMS).execute(values).map(rows -> {
            Map<String, ArmSum> sums = new HashMap<>();
            for (Row row : rows) {
                sums.put(
                        row.getString("arm"),
                        new ArmSum(
                                row.getLong("requests"),
                                row.getLong("successes"),
                                row.getDouble("quality"),
                                row.getDouble("cost")));
            }
            return sums;
        }));
    }
}

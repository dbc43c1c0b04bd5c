package dev.quartermaster.history.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sums up the requests on the two arms of a canary, from all instances. */
@ApplicationScoped
public class CanaryRepository extends HistoryRepository<Invocation, UUID> {

    /**
     * Totals of the requests on one arm of a canary.
     *
     * @param successes requests answered by the arm's own model
     * @param quality the mean score; null if nothing was evaluated
     * @param costUsd the mean cost of the requests whose cost is known
     * @param priced requests whose cost is known
     */
    public record ArmSum(
            long requests, long successes, @Nullable Double quality, double costUsd, long priced) {

        public static final ArmSum NONE = new ArmSum(0, 0, null, 0);

        /** Creates totals of requests whose costs are all known. */
        public ArmSum(long requests, long successes, @Nullable Double quality, double costUsd) {
            this(requests, successes, quality, costUsd, requests);
        }
    }

    /** In SQL, for the keys of a JSON column. */
    private static final String SUMS = "SELECT tags->>'canary', count(*), "
            + "count(*) FILTER (WHERE outcome = 'success' AND failovers = 0), "
            + "avg(quality_score) FILTER (WHERE failovers = 0), "
            + "CAST(coalesce(avg(cost_usd) FILTER (WHERE failovers = 0), 0) AS double precision), count(cost_usd) FROM invocation "
            + "WHERE agent_type = :agentType AND time >= :since AND jsonb_exists(tags, 'canary') AND NOT cancelled "
            + "AND cache_status IS DISTINCT FROM 'hit' "
            + "GROUP BY 1";

    /**
     * Sums up the requests of a canary by arm: {@code base} and {@code canary}; an arm without requests is not in it.
     * An answer by another model is no success of the arm, and neither its quality nor its cost.
     */
    public Uni<Map<String, ArmSum>> sumByArm(String agentType, Instant since) {
        return query(() -> getSession()
                .chain(session -> session.<Object[]>createNativeQuery(SUMS)
                        .setParameter("agentType", agentType)
                        .setParameter("since", since)
                        .getResultList())
                .map(CanaryRepository::read));
    }

    private static Map<String, ArmSum> read(List<Object[]> rows) {
        Map<String, ArmSum> sums = new HashMap<>();
        rows.forEach(row -> sums.put(
                (String) row[0],
                new ArmSum((Long) row[1], (Long) row[2], (Double) row[3], (Double) row[4], (Long) row[5])));
        return sums;
    }
}

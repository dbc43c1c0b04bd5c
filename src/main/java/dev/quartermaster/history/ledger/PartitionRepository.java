package dev.quartermaster.history.ledger;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the partitions of the history's tables, and removes those whose time is over. */
@ApplicationScoped
public class PartitionRepository extends HistoryRepository<RemovedHistoryEntity, String> {

    /** Removing rows takes longer than any question. */
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private static final String DECISIONS_FROM = "CAST(CAST(:decisions AS text) AS timestamptz)";

    /** Fate of a partition that was to be dropped. */
    enum Dropped {
        DROPPED,
        /** No partition is old enough. */
        NONE,
        /** Others read the table; it is to be tried again. */
        BUSY
    }

    /** Makes partitions for today and the days after it; returns how many there were to be made. */
    Uni<Integer> prepare(int daysAhead) {
        return change("SELECT ensure_day_partitions(:days)", Integer.class, Map.of("days", daysAhead))
                .call(() -> change("SELECT 1 FROM ensure_partitions(3)", Integer.class, Map.of()));
    }

    /** Drops the oldest partition of a table if all of its rows are from before a time. */
    Uni<Dropped> dropOldest(String table, Instant before) {
        return change(
                        "SELECT drop_oldest_partition(:table, :before)",
                        String.class,
                        Map.of("table", table, "before", before))
                .map(word -> Dropped.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    /**
     * Drops the oldest partition of requests as {@link #dropOldest} does.
     *
     * @param decisionsFrom decisions of these requests from then on are kept; null for all
     */
    Uni<Dropped> dropOldestRequests(Instant before, @Nullable Instant decisionsFrom) {
        return change(
                        "SELECT drop_oldest_requests(:before, " + DECISIONS_FROM + ")",
                        String.class,
                        Map.of("before", before, "decisions", text(decisionsFrom)))
                .map(word -> Dropped.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    /** Deletes some requests as {@link #deleteUnpartitioned} does, and keeps decisions as {@link #dropOldestRequests} does. */
    Uni<Integer> deleteUnpartitionedRequests(Instant before, @Nullable Instant decisionsFrom, int most) {
        return change(
                "SELECT delete_unpartitioned_requests(:before, " + DECISIONS_FROM + ", :most)",
                Integer.class,
                Map.of("before", before, "decisions", text(decisionsFrom), "most", most));
    }

    /** Takes decisions from before a time out of some requests that are kept longer; returns how many. */
    Uni<Integer> forgetDecisions(Instant before, int most) {
        return change("SELECT forget_decisions(:before, :most)", Integer.class, Map.of("before", before, "most", most));
    }

    private static String text(@Nullable Instant time) {
        return time == null ? "-infinity" : time.toString();
    }

    /** Deletes some rows from before a time that are in no partition of their own; returns how many. */
    Uni<Integer> deleteUnpartitioned(String table, Instant before, int most) {
        return change(
                "SELECT delete_unpartitioned(:table, :before, :most)",
                Integer.class,
                Map.of("table", table, "before", before, "most", most));
    }

    /** Drops circumstances of months before a time of which no decision is left. */
    Uni<Integer> dropUnusedCircumstances(Instant before) {
        return change("SELECT drop_unused_circumstances(:before)", Integer.class, Map.of("before", before));
    }

    private <T> Uni<T> change(String sql, Class<T> type, Map<String, Object> values) {
        return database.ask(
                TIMEOUT,
                () -> Panache.withTransaction(() -> getSession().chain(session -> {
                    var call = session.createNativeQuery(sql, type);
                    values.forEach(call::setParameter);
                    return call.getSingleResult();
                })));
    }
}

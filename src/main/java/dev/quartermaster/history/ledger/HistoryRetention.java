package dev.quartermaster.history.ledger;

import dev.quartermaster.history.HistoryConfig;
import dev.quartermaster.history.ledger.PartitionRepository.Dropped;
import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.storage.LeaderElection;
import dev.quartermaster.storage.LeaderElection.Role;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the history's tables in partitions: makes those of the coming days, on any instance, and removes those whose time is
 * over, on the leader only. What cannot be done now is done at the next run.
 */
@ApplicationScoped
public class HistoryRetention {

    /** "qm keeps", as a number. */
    private static final long LOCK = 0x716d206b65657073L;

    /** Rows deleted in one transaction. */
    private static final int PIECE = 5_000;

    private static final String INVOCATION = "invocation";
    private static final String DECISION = "decision";
    private static final String FAILOVER = "failover";
    private static final String EVALUATION = "evaluation";

    private final HistoryConfig config;
    private final PartitionRepository partitions;
    private final LeaderElection leaderElection;
    private final Clock clock;

    HistoryRetention(HistoryConfig config, PartitionRepository partitions, ChangeFeed feed, Clock clock) {
        this.config = config;
        this.partitions = partitions;
        this.leaderElection = new LeaderElection(feed, LOCK, clock);
        this.clock = clock;
    }

    /** Completes when there is nothing more to do; fails when it cannot be done now. */
    public Uni<Void> attempt() {
        return partitions
                .prepare(config.daysAhead())
                .replaceWithVoid()
                .chain(leaderElection::claim)
                .chain(role -> role == Role.LEADS ? remove() : Uni.createFrom().voidItem());
    }

    /** Completes when there is nothing more to do, or it cannot be done now; never fails. */
    public Uni<Void> run() {
        return attempt()
                .onFailure()
                .invoke(failure ->
                        Log.infof("The history's partitions wait for the next run: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> remove() {
        Instant requests = before(config.retention().invocationDays());
        Instant decisions = before(config.retention().decisionDays());
        return removeRequests(requests, decisions)
                // A failover is part of a request, and so is a score.
                .chain(() -> remove(FAILOVER, requests))
                .chain(() -> remove(EVALUATION, requests))
                .chain(() -> decisions == null ? Uni.createFrom().voidItem() : removeDecisions(decisions));
    }

    private Uni<Void> removeRequests(@Nullable Instant before, @Nullable Instant decisions) {
        return before == null
                ? Uni.createFrom().voidItem()
                : drop(INVOCATION, before, () -> partitions.dropOldestRequests(before, decisions))
                        .chain(() -> pieces(() -> partitions.deleteUnpartitionedRequests(before, decisions, PIECE)));
    }

    private Uni<Void> removeDecisions(Instant before) {
        return remove(DECISION, before)
                .chain(() -> pieces(() -> partitions.forgetDecisions(before, PIECE)))
                .chain(() -> partitions.dropUnusedCircumstances(before).replaceWithVoid());
    }

    /** Returns the beginning of the oldest day that is kept; null if all are. */
    private @Nullable Instant before(Optional<Integer> days) {
        if (days.isEmpty()) {
            return null;
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return today.minusDays(days.get()).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private Uni<Void> remove(String table, @Nullable Instant before) {
        return before == null
                ? Uni.createFrom().voidItem()
                : drop(table, before, () -> partitions.dropOldest(table, before))
                        .chain(() -> pieces(() -> partitions.deleteUnpartitioned(table, before, PIECE)));
    }

    private Uni<Void> drop(String table, Instant before, Supplier<Uni<Dropped>> oldest) {
        return oldest.get().chain(dropped -> {
            if (dropped == Dropped.DROPPED) {
                Log.infof("A partition of %s from before %s was dropped", table, before);
                return drop(table, before, oldest);
            }
            if (dropped == Dropped.BUSY) {
                Log.infof("An old partition of %s is being read; it is dropped at the next run", table);
            }
            return Uni.createFrom().voidItem();
        });
    }

    /** Repeats what changes some rows at once until there are no more. */
    private Uni<Void> pieces(Supplier<Uni<Integer>> piece) {
        return piece.get().chain(rows -> rows < PIECE ? Uni.createFrom().voidItem() : pieces(piece));
    }
}

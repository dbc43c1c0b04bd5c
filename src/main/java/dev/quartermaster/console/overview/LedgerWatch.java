package dev.quartermaster.console.overview;

import dev.quartermaster.alerts.AlertFilter;
import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.budgets.BudgetDefinitions;
import dev.quartermaster.budgets.store.BudgetReports;
import dev.quartermaster.console.ConsoleReads;
import dev.quartermaster.cost.CostQueries;
import dev.quartermaster.history.ledger.CostQuestion;
import dev.quartermaster.history.ledger.CostSum;
import dev.quartermaster.history.ledger.GroupKey;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the page shows of the database. However many look at it, one instance asks once in five seconds, one question
 * after another, and of sums by hour only: looking cannot take the database from those who work.
 */
@Singleton
class LedgerWatch {

    static final int HOURS = 24;

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    static final int MOST_ALERTS = 100;

    private final CostQueries costs;
    private final BudgetDefinitions budgets;
    private final BudgetReports reports;
    private final AlertService alerts;
    private final ConsoleReads reads;
    private final Clock clock;
    private volatile @Nullable LedgerView last;
    private Instant readAt = Instant.MIN;
    private @Nullable Uni<LedgerView> reading;

    LedgerWatch(
            CostQueries costs,
            BudgetDefinitions budgets,
            BudgetReports reports,
            AlertService alerts,
            ConsoleReads reads,
            Clock clock) {
        this.costs = costs;
        this.budgets = budgets;
        this.reports = reports;
        this.alerts = alerts;
        this.reads = reads;
        this.clock = clock;
    }

    /** Returns what was read last; where that is old, what is there after a second at most. Never fails. */
    Uni<LedgerView> now() {
        return current()
                .ifNoItem()
                .after(LONGEST_WAIT)
                .recoverWithItem(this::lastKnown)
                .onFailure()
                .recoverWithItem(this::lastKnown);
    }

    private LedgerView lastKnown() {
        LedgerView known = last;
        return known == null ? LedgerView.unknown(from(), to()) : known;
    }

    private synchronized Uni<LedgerView> current() {
        Uni<LedgerView> under = reading;
        LedgerView known = last;
        if (under != null) {
            return under;
        } else if (known != null && clock.instant().isBefore(readAt.plus(FRESH))) {
            return Uni.createFrom().item(known);
        }
        Uni<LedgerView> fresh = reads.ask(this::read)
                .onTermination()
                .invoke(this::over)
                .memoize()
                .indefinitely();
        reading = fresh;
        return fresh;
    }

    private synchronized void over() {
        reading = null;
        readAt = clock.instant();
    }

    private Uni<LedgerView> read() {
        Instant from = from();
        Instant to = to();
        return hours(from, to)
                .chain(hours -> reports.standings(budgets.all()).chain(standings -> alerts.list(unseen(), MOST_ALERTS)
                        .map(open ->
                                new LedgerView(hours.isPresent(), from, to, hours.orElse(List.of()), standings, open))))
                .invoke(view -> last = view);
    }

    /** Empty where the database does not answer. */
    private Uni<Optional<List<CostSum>>> hours(Instant from, Instant to) {
        return costs.answer(CostQuestion.whole(List.of(GroupKey.HOUR), Map.of(), from, to))
                .map(Optional::of)
                .onFailure()
                .recoverWithItem(away -> {
                    Log.debugf("The console shows no sums: %s", away.getMessage());
                    return Optional.empty();
                });
    }

    private static AlertFilter unseen() {
        return new AlertFilter(null, null, false, null, null, null, null);
    }

    private Instant to() {
        return clock.instant().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    }

    private Instant from() {
        return to().minus(HOURS, ChronoUnit.HOURS);
    }
}

package dev.quartermaster.budgets.store;

import dev.quartermaster.budgets.BudgetDefinitions;
import dev.quartermaster.budgets.BudgetDefinitions.LocalSpending;
import dev.quartermaster.budgets.definition.Budget;
import dev.quartermaster.budgets.definition.BudgetWindow;
import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.budgets.store.SpendingRepository.Bucket;
import dev.quartermaster.budgets.store.SpendingRepository.By;
import dev.quartermaster.budgets.store.SpendingRepository.Spender;
import dev.quartermaster.budgets.store.SpendingRepository.Spending;
import dev.quartermaster.domain.Money;
import dev.quartermaster.storage.DatabaseAway;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells how budgets stand. While the database is away, as this instance knows it. */
@Singleton
public class BudgetReports {

    private static final int MOST_WINDOWS = 60;
    private static final int MOST_BUCKETS = 200;
    private static final Duration LATELY = Duration.ofDays(7);

    private final BudgetDefinitions definitions;
    private final SpendingRepository spending;
    private final Clock clock;

    BudgetReports(BudgetDefinitions definitions, SpendingRepository spending, Clock clock) {
        this.definitions = definitions;
        this.spending = spending;
        this.clock = clock;
    }

    /**
     * Standing of a budget in its present window.
     *
     * @param held what calls hold, or have spent and the ledger does not have yet
     * @param leased what instances may spend without asking; a part of it is held
     * @param windowStart null if it has none
     * @param resetsAt null if it never does
     * @param refused calls that did not fit; of a shadow budget, that would not have
     * @param confirmed false: the database does not answer, and this is what this instance knows
     */
    public record Standing(
            KeptBudget kept,
            Money spent,
            Money held,
            Money leased,
            @Nullable Instant windowStart,
            @Nullable Instant resetsAt,
            long refused,
            boolean confirmed) {

        public Money remaining() {
            return new Money(kept.budget()
                    .limit()
                    .usd()
                    .subtract(spent.usd())
                    .subtract(held.usd())
                    .max(BigDecimal.ZERO));
        }
    }

    /** Books of a budget beyond its present standing; each part is empty while the database is away. */
    public record Books(List<Bucket> history, Map<By, List<Spender>> spenders, Optional<Forecast> forecast) {}

    /** Returns how these budgets stand, in their order. */
    public Uni<List<Standing>> standings(List<KeptBudget> budgets) {
        Instant now = clock.instant();
        return spending.now(budgets, now)
                .map(found -> budgets.stream()
                        .map(kept -> standing(kept, now, found.get(kept.id())))
                        .toList())
                .onFailure(DatabaseAway.class)
                .recoverWithItem(() ->
                        budgets.stream().map(kept -> standing(kept, now, null)).toList());
    }

    private Standing standing(KeptBudget kept, Instant now, @Nullable Spending found) {
        BudgetWindow window = kept.budget().window();
        Optional<LocalSpending> local = definitions.local(kept);
        Instant start = window.isCalendar() ? window.start(now) : null;
        if (found == null) {
            Money none = Money.ZERO;
            return new Standing(
                    kept,
                    local.map(LocalSpending::spent).orElse(none),
                    local.map(LocalSpending::held).orElse(none),
                    none,
                    start,
                    window.end(now),
                    local.map(LocalSpending::refused).orElse(0L),
                    false);
        }
        BigDecimal here = local.map(LocalSpending::used)
                .orElse(BigDecimal.ZERO)
                .subtract(found.bookedHere())
                .max(BigDecimal.ZERO);
        return new Standing(
                kept,
                new Money(found.spent()),
                new Money(found.heldByOthers().add(here)),
                new Money(found.leased()),
                start,
                window.end(now),
                found.refusedByOthers() + local.map(LocalSpending::refused).orElse(0L),
                true);
    }

    /** Returns the books of a budget. */
    public Uni<Books> books(Standing standing) {
        KeptBudget kept = standing.kept();
        Instant now = clock.instant();
        int most = kept.budget().window().rolling() ? MOST_BUCKETS : MOST_WINDOWS;
        return spending.buckets(kept.id(), most)
                .chain(buckets -> spenders(kept, now).chain(spenders -> forecast(standing, buckets, now)
                        .map(forecast -> new Books(buckets, spenders, forecast))))
                .onFailure(DatabaseAway.class)
                .recoverWithItem(() -> new Books(List.of(), Map.of(), Optional.empty()));
    }

    private Uni<Map<By, List<Spender>>> spenders(KeptBudget kept, Instant now) {
        Instant from = kept.budget().window().countedFrom(now);
        Instant since = from.isBefore(kept.countedFrom()) ? kept.countedFrom() : from;
        Instant to = now.plus(Duration.ofHours(1));
        return spending.topSpenders(kept, By.AGENT_TYPE, since, to)
                .chain(agents -> spending.topSpenders(kept, By.API_KEY, since, to)
                        .chain(keys -> spending.topSpenders(kept, By.MODEL, since, to)
                                .map(models -> Map.of(By.AGENT_TYPE, agents, By.API_KEY, keys, By.MODEL, models))));
    }

    private Uni<Optional<Forecast>> forecast(Standing standing, List<Bucket> buckets, Instant now) {
        Budget budget = standing.kept().budget();
        if (budget.window().unit() == BudgetWindow.Unit.TOTAL) {
            Instant hour = now.truncatedTo(ChronoUnit.HOURS);
            return spending.spent(standing.kept(), hour.minus(LATELY), hour.plus(Duration.ofHours(1)))
                    .map(recent -> Optional.of(Forecast.total(standing.spent(), budget.limit(), recent, LATELY, now)));
        }
        Forecast forecast = standing.windowStart() == null || standing.resetsAt() == null
                ? Forecast.rolling(budget.window(), buckets, standing.spent(), budget.limit(), now)
                : Forecast.calendar(standing.spent(), budget.limit(), standing.windowStart(), standing.resetsAt(), now);
        return Uni.createFrom().item(Optional.ofNullable(forecast));
    }

    /** Removes books of windows that have long been over. */
    public Uni<Void> forget(Duration keep) {
        return spending.forget(clock.instant().minus(keep));
    }
}

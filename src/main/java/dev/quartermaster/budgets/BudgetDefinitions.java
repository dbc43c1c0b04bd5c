package dev.quartermaster.budgets;

import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.domain.Money;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Definitions of budgets as this instance knows them. They stay while the database is away. */
@ApplicationScoped
public class BudgetDefinitions {

    private final LocalBudgets budgets;
    private final Leases leases;
    private final BudgetMeters meters;
    private final Clock clock;
    private volatile List<KeptBudget> all = List.of();

    BudgetDefinitions(LocalBudgets budgets, Leases leases, BudgetMeters meters, Clock clock) {
        this.budgets = budgets;
        this.leases = leases;
        this.meters = meters;
        this.clock = clock;
    }

    /** Puts these in the place of all. What is leased stays as it was until leases are renewed. */
    public void apply(List<KeptBudget> kept) {
        all = kept.stream()
                .sorted(Comparator.comparing(one -> one.budget().name()))
                .toList();
        budgets.define(all);
        meters.show(budgets);
    }

    /** Leases by the definitions as they are now, behind the caller. */
    public void renewLeases() {
        leases.tick();
    }

    /** Leases as {@link #renewLeases} does; completes when that is done or has failed, and after a bounded time. */
    public Uni<Void> renewedLeases() {
        return leases.renewal();
    }

    /** Returns all, by name. */
    public List<KeptBudget> all() {
        return all;
    }

    public Optional<KeptBudget> find(String name) {
        return all.stream().filter(kept -> kept.budget().name().equals(name)).findFirst();
    }

    /** Returns what this instance knows of the present window of a budget; empty for one that is not enabled. */
    public Optional<LocalSpending> local(KeptBudget kept) {
        return Optional.ofNullable(budgets.budget(kept.id())).map(budget -> {
            Account account = budget.account(clock.millis());
            return new LocalSpending(
                    NanoUsd.money(account.spent()),
                    NanoUsd.usd(account.reserved() - account.slice.returned()),
                    NanoUsd.money(account.standing().others() + account.held()),
                    account.refused());
        });
    }

    /**
     * Spending in a window of a budget, as one instance knows it.
     *
     * @param spent by all, when it was last told, and here since
     * @param used what is spent and held here
     * @param held what is held by all, or may be
     * @param refused calls that did not fit
     */
    public record LocalSpending(Money spent, BigDecimal used, Money held, long refused) {}
}

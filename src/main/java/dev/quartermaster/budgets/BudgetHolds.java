package dev.quartermaster.budgets;

import dev.quartermaster.domain.Money;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds in budgets the most that a call can cost before it starts. In memory; safe for any thread. */
@ApplicationScoped
public class BudgetHolds {

    private final LocalBudgets budgets;
    private final Leases leases;
    private final LeaseStore store;
    private final BudgetMeters meters;

    BudgetHolds(LocalBudgets budgets, Leases leases, LeaseStore store, BudgetMeters meters) {
        this.budgets = budgets;
        this.leases = leases;
        this.store = store;
        this.meters = meters;
    }

    /** Returns whether there is no budget at all, so that nothing has to be held or estimated. */
    public boolean isEmpty() {
        return budgets.index().isEmpty();
    }

    /** Returns whether a blocking budget applies. */
    public boolean blocks(Spender spender) {
        return budgets.blocks(spender);
    }

    /** Holds an amount in all budgets that apply, or in none. */
    public HoldDecision hold(Spender spender, Money most) {
        return hold(spender, most, null);
    }

    /** Holds for a call that ends within a time; after it the hold ends by itself. */
    public HoldDecision hold(Spender spender, Money most, @Nullable Duration within) {
        return counted(spender, budgets.hold(spender, NanoUsd.up(most), within));
    }

    /**
     * Holds so many billionths of a dollar for a call that ends within a time; null where what this instance has leased falls
     * short, and {@link #holdRenewed} may still have more.
     */
    public @Nullable Hold holdAtOnce(Spender spender, long most, @Nullable Duration within) {
        return budgets.hold(spender, most, within) instanceof Hold hold ? hold : null;
    }

    /** Holds as {@link #holdAtOnce} does, once more is leased or is not to be had; it waits for a bounded time. */
    public Uni<HoldDecision> holdRenewed(Spender spender, long most, @Nullable Duration within) {
        return onCallersContext(leases.more(budgets.shortOf(spender, most), most))
                .map(renewed -> counted(spender, budgets.hold(spender, most, within)));
    }

    /** Holds as {@link #hold} does; where this instance's leases fall short, it waits once for more, for a bounded time. */
    public Uni<HoldDecision> holdOrRenew(Spender spender, Money most) {
        return holdOrRenew(spender, most, null);
    }

    /** Holds as {@link #holdOrRenew}, for a call that ends within a time. */
    public Uni<HoldDecision> holdOrRenew(Spender spender, Money most, @Nullable Duration within) {
        long amount = NanoUsd.up(most);
        Hold hold = holdAtOnce(spender, amount, within);
        return hold != null ? Uni.createFrom().item(hold) : holdRenewed(spender, amount, within);
    }

    private static <T> Uni<T> onCallersContext(Uni<T> answer) {
        Context caller = Vertx.currentContext();
        return caller == null ? answer : answer.emitOn(task -> caller.runOnContext(ignored -> task.run()));
    }

    private HoldDecision counted(Spender spender, HoldDecision decision) {
        if (decision instanceof BudgetRefusal refusal) {
            budgets.countRefusal(spender, refusal);
            meters.refused(refusal.budget());
        }
        return decision;
    }

    /** Returns the blocking budgets that may apply to the request, each with the models that it covers. */
    public List<BlockingBudget> blocking(Spender spender) {
        return budgets.blocking(spender, store.isUp());
    }

    /**
     * Returns the budget furthest past the threshold from which it prefers cheaper models, of those that a request may spend
     * from on any model; empty if there is none.
     */
    public Optional<Economy> economy(Spender spender) {
        return budgets.economy(spender);
    }
}

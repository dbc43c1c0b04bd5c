package dev.quartermaster.budgets;

import dev.quartermaster.budgets.definition.KeptBudget;
import java.time.Clock;
import java.util.List;

/** Gives tests of other packages budgets of which this process alone leases parts, in memory, once it is told to. */
public final class LeasedBudgets {

    private final BudgetInstance instance;

    public LeasedBudgets(Clock clock, KeptBudget... kept) {
        ScriptedLeases store = new ScriptedLeases(System::nanoTime);
        for (KeptBudget budget : kept) {
            store.limit(budget.id(), NanoUsd.down(budget.budget().limit().usd()));
        }
        instance = new BudgetInstance(store, System::nanoTime, clock, List.of(kept));
    }

    /** Leases what it may. */
    public LeasedBudgets leased() {
        instance.tick();
        return this;
    }

    public BudgetHolds holds() {
        return instance.holds();
    }

    /** Holds that have not ended. */
    public int open() {
        return instance.openHolds();
    }
}

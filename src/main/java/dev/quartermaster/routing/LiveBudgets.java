package dev.quartermaster.routing;

import dev.quartermaster.budgets.BudgetHolds;
import dev.quartermaster.budgets.Spender;
import dev.quartermaster.cost.MaximumCosts;
import dev.quartermaster.cost.RequestedTier;
import dev.quartermaster.routing.BudgetSignals.Economy;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The budgets of this process, read as they are. */
@ApplicationScoped
class LiveBudgets implements BudgetSource {

    private final BudgetHolds holds;
    private final MaximumCosts maximumCosts;

    LiveBudgets(BudgetHolds holds, MaximumCosts maximumCosts) {
        this.holds = holds;
        this.maximumCosts = maximumCosts;
    }

    @Override
    public BudgetSignals now(Spender spender, int answers, @Nullable RequestedTier tier) {
        if (holds.isEmpty()) {
            return BudgetSignals.NONE;
        }
        Economy economy = holds.economy(spender)
                .map(most -> new Economy(most.budget(), (int) Math.floor(100 * most.used())))
                .orElse(null);
        return new BudgetSignals(holds.blocking(spender), economy, maximumCosts.promptMargin(), answers, tier);
    }
}

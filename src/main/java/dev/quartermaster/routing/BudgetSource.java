package dev.quartermaster.routing;

import dev.quartermaster.budgets.Spender;
import dev.quartermaster.cost.RequestedTier;
import org.jspecify.annotations.Nullable;

/** Tells what budgets say at this moment. */
interface BudgetSource {

    /**
     * @param spender who asks, for no model yet
     * @param answers how many answers the request asks for
     * @param tier the service tier that it asks for; null for the standard one
     */
    BudgetSignals now(Spender spender, int answers, @Nullable RequestedTier tier);
}

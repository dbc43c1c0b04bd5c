package dev.quartermaster.routing;

import dev.quartermaster.budgets.BlockingBudget;
import dev.quartermaster.domain.Money;
import org.jspecify.annotations.Nullable;

/**
 * A budget that has too little left for a request.
 *
 * @param asked the most that the request can cost; null where that is not known
 * @param priced whether it is, so that a bound on the answer alone is missing where {@code asked} is
 */
public record BudgetShortage(
        BlockingBudget budget, @Nullable Money asked, boolean priced) {}

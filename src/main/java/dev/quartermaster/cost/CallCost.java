package dev.quartermaster.cost;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.history.AttemptBill;
import org.jspecify.annotations.Nullable;

/**
 * One call that a provider bills: what it used, at which service tier and on which route, and what that costs.
 *
 * @param usage with the tier that the provider says it served at
 * @param route the way a Bedrock call took; null where the price does not depend on it
 * @param cost null where the price is not known
 */
public record CallCost(
        ModelSpec model,
        Usage usage,
        @Nullable PriceRoute route,
        @Nullable Money cost) {

    /** Prices a call at its model's prices of now. */
    public static CallCost of(ModelSpec model, Usage usage, @Nullable PriceRoute route) {
        return new CallCost(model, usage, route, CostCalculator.served(model.pricing(), usage, route));
    }

    /** Returns it as the ledger keeps it with its attempt. */
    public AttemptBill bill() {
        return AttemptBill.of(usage, route, cost);
    }
}

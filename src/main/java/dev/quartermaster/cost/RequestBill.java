package dev.quartermaster.cost;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.history.InvocationCost;
import org.jspecify.annotations.Nullable;

/**
 * The bill of one request: the sum over its calls, each by its own usage and price. Calls that the provider does not bill are
 * not on it. Belongs to one request and is touched by one thread at a time.
 */
public final class RequestBill {

    private @Nullable CallCost last;
    private Usage usage = Usage.NONE;
    private @Nullable Money cost = Money.ZERO;
    private @Nullable Money failedCost = Money.ZERO;

    /** @param failed whether it brought no answer, or broke off */
    public void add(CallCost call, boolean failed) {
        usage = last == null ? call.usage() : usage.plus(call.usage());
        cost = sum(cost, call.cost());
        failedCost = failed ? sum(failedCost, call.cost()) : failedCost;
        last = call;
    }

    /**
     * A call that counted as failed has brought the answer after all.
     *
     * @param own its cost; null where that is not known
     */
    public void recover(@Nullable Money own) {
        if (failedCost != null && own != null) {
            failedCost = new Money(failedCost.usd().subtract(own.usd()));
        }
    }

    /** The tokens of all calls. */
    public Usage usage() {
        return usage;
    }

    /** The cost of the last call; null where its price is not known, or there was none. */
    public @Nullable Money lastCost() {
        return last == null ? null : last.cost();
    }

    /** The cost of all calls; null where the price of one of them is not known. */
    public @Nullable Money cost() {
        return cost;
    }

    /**
     * The whole as it is kept.
     *
     * @param registryVersion the version that prices without a day of their own are of
     */
    public InvocationCost total(String registryVersion) {
        CallCost call = last;
        if (call == null) {
            return InvocationCost.NONE;
        }
        Pricing pricing = call.model().pricing();
        return new InvocationCost(
                usage,
                cost,
                failedCost,
                call.route(),
                PriceOrigin.source(pricing),
                PriceOrigin.version(pricing, registryVersion));
    }

    /** An amount that is not known makes the sum unknown. */
    private static @Nullable Money sum(@Nullable Money one, @Nullable Money other) {
        return one == null || other == null ? null : one.plus(other);
    }
}

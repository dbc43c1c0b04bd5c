package dev.quartermaster.history;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.PriceRoute;
import org.jspecify.annotations.Nullable;

/**
 * Usage of a request and its cost at the prices of the day.
 *
 * @param usage of all its calls; its tier is that of the last one
 * @param cost of all its calls; null where a price is not known, which is not the same as 0
 * @param failedCost the part of the cost that calls without an answer, or without all of it, have; null where not known
 * @param priceRoute the way the last call took where its price depends on that; null where it does not
 * @param priceSource the publisher of the prices; null if unknown
 * @param priceVersion the version of the prices; null if unknown
 */
public record InvocationCost(
        Usage usage,
        @Nullable Money cost,
        @Nullable Money failedCost,
        @Nullable PriceRoute priceRoute,
        @Nullable String priceSource,
        @Nullable String priceVersion) {

    /** Nothing was used. */
    public static final InvocationCost NONE = new InvocationCost(Usage.NONE, Money.ZERO, null, null);

    public InvocationCost {
        if (usage == null) {
            throw new IllegalArgumentException("a bill needs a usage");
        }
    }

    /** Creates the bill of a request without failed calls, on the ordinary route. */
    public InvocationCost(
            Usage usage, @Nullable Money cost, @Nullable String priceSource, @Nullable String priceVersion) {
        this(usage, cost, Money.ZERO, null, priceSource, priceVersion);
    }
}

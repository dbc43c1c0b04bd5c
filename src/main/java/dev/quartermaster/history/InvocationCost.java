package dev.quartermaster.history;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Usage of a request and its cost at the prices of the day.
 *
 * @param priceSource the publisher of the prices; null if unknown
 * @param priceVersion the version of the prices; null if unknown
 */
public record InvocationCost(
        Usage usage,
        Money cost,
        @Nullable String priceSource,
        @Nullable String priceVersion) {

    /** Nothing was used. */
    public static final InvocationCost NONE = new InvocationCost(Usage.NONE, Money.ZERO, null, null);

    public InvocationCost {
        if (usage == null || cost == null) {
            throw new IllegalArgumentException("a bill needs a usage and a cost");
        }
    }
}

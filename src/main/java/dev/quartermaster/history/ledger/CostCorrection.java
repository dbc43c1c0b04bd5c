package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.Money;
import dev.quartermaster.history.Attempt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cost of a request at other prices than it was billed at.
 *
 * @param before the request as it is in the ledger
 * @param cost null where a price is not known
 * @param failedCost null where a price is not known
 * @param attempts with the bills at these prices
 */
public record CostCorrection(
        RatedRow before,
        @Nullable Money cost,
        @Nullable Money failedCost,
        List<Attempt> attempts,
        @Nullable String priceSource,
        @Nullable String priceVersion) {

    public CostCorrection {
        attempts = List.copyOf(attempts);
    }
}

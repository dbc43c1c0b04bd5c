package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.history.Attempt;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request of the ledger with what its cost depends on.
 *
 * @param model that served, or was tried last
 * @param attempts the billed ones with their bills, as far as the row is not from before these were kept
 * @param usage of all calls, at the tier of the last one
 * @param route of the last call; null where its price does not depend on it, or that is not known
 * @param routeKnown false for rows from before routes were kept
 * @param cost null where a price was not known
 * @param failedCost null where a price was not known, and on rows from before it was kept
 */
public record RatedRow(
        UUID id,
        Instant time,
        ModelKey model,
        List<Attempt> attempts,
        Usage usage,
        @Nullable PriceRoute route,
        boolean routeKnown,
        @Nullable Money cost,
        @Nullable Money failedCost,
        @Nullable String priceSource,
        @Nullable String priceVersion) {

    public RatedRow {
        attempts = List.copyOf(attempts);
    }
}

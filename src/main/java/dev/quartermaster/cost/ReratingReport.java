package dev.quartermaster.cost;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Changes that a re-rating makes, or would make.
 *
 * @param id of the corrections; null where nothing was written
 * @param registryVersion that the prices are of
 * @param total over all requests of the window
 * @param byModel by the model that served, in the order of their names
 */
public record ReratingReport(@Nullable UUID id, String registryVersion, Totals total, List<OfModel> byModel) {

    public ReratingReport {
        byModel = List.copyOf(byModel);
    }

    /**
     * Totals of requests.
     *
     * @param requests that were looked at
     * @param changed whose cost is another
     * @param unpricedBefore whose cost was not known
     * @param unpricedAfter whose cost is not known
     * @param before the cost of those whose cost was known
     * @param after the cost of those whose cost is known
     */
    public record Totals(
            long requests, long changed, long unpricedBefore, long unpricedAfter, Money before, Money after) {

        static final Totals NONE = new Totals(0, 0, 0, 0, Money.ZERO, Money.ZERO);

        Totals plus(@Nullable Money costBefore, @Nullable Money costAfter, boolean isChange) {
            return new Totals(
                    requests + 1,
                    changed + (isChange ? 1 : 0),
                    unpricedBefore + (costBefore == null ? 1 : 0),
                    unpricedAfter + (costAfter == null ? 1 : 0),
                    costBefore == null ? before : before.plus(costBefore),
                    costAfter == null ? after : after.plus(costAfter));
        }
    }

    /** @param registered whether the registry has the model; requests of one that it has not keep their cost */
    public record OfModel(ModelKey model, boolean registered, Totals totals) {}
}

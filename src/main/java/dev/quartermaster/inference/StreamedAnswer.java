package dev.quartermaster.inference;

import dev.quartermaster.cost.CostCalculator;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import io.smallrye.mutiny.Multi;

/**
 * An answer whose first content has arrived.
 *
 * @param deltas all steps from the first on, once; ends complete, or with a
 *     {@link dev.quartermaster.domain.ProviderFailure}. Its record is kept however it ends
 * @param tally what has gone by so far
 * @param route the way the call took where its price depends on that, else null
 */
public record StreamedAnswer(ModelSpec model, Multi<ChatDelta> deltas, StreamTally tally, PriceRoute route) {

    /** The price of what has gone by so far. */
    public Money cost() {
        return CostCalculator.cost(model.pricing(), tally.usage(), route);
    }
}

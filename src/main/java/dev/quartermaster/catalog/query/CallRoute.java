package dev.quartermaster.catalog.query;

import dev.quartermaster.domain.model.PriceRoute;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Route of a call to a model from a region.
 *
 * @param modelId the model itself
 * @param callId the id to send: the model's own, or an inference profile's
 * @param region the region that the call is sent to
 * @param priceRoute the price route, which selects the model's price
 * @param memberRegions regions that may answer
 */
public record CallRoute(
        String modelId,
        String callId,
        String region,
        @Nullable PriceRoute priceRoute,
        SortedSet<String> memberRegions) {

    public CallRoute {
        memberRegions = Collections.unmodifiableSortedSet(new TreeSet<>(memberRegions));
    }
}

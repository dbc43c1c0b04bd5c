package dev.quartermaster.catalog.query;

import dev.quartermaster.domain.model.PriceRoute;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How to call a model from a region.
 *
 * @param modelId the model itself
 * @param callId the id to send: the model's own, or an inference profile's
 * @param region where the call is sent
 * @param priceRoute which of the model's prices holds; null where that is not known
 * @param memberRegions where it may be answered; empty where that is not known
 */
public record CallRoute(
        String modelId, String callId, String region, PriceRoute priceRoute, SortedSet<String> memberRegions) {

    public CallRoute {
        memberRegions = Collections.unmodifiableSortedSet(new TreeSet<>(memberRegions));
    }
}

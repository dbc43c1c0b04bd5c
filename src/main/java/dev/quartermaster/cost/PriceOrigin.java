package dev.quartermaster.cost;

import dev.quartermaster.domain.model.Pricing;

/**
 * Says in the ledger which price was used: the publisher and the day where the registry names them, else the registry itself
 * and its version. Every version that a decision was made with is kept, so that the price can be looked up.
 */
public final class PriceOrigin {

    static final String REGISTRY = "registry";

    private PriceOrigin() {}

    public static String source(Pricing pricing) {
        return pricing.source() == null ? REGISTRY : pricing.source();
    }

    /** @param registryVersion of the registry that the prices are from */
    public static String version(Pricing pricing, String registryVersion) {
        return pricing.asOf() == null ? registryVersion : pricing.asOf().toString();
    }
}

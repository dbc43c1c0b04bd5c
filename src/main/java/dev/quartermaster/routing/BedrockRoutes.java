package dev.quartermaster.routing;

import dev.quartermaster.catalog.BedrockCatalog;
import dev.quartermaster.catalog.query.CallPolicy;
import dev.quartermaster.catalog.query.CallRoutes;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.provider.bedrock.BedrockRegion;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Resolves Bedrock models to call routes with the current catalog. Selection, calls and validation all use it, so that
 * they agree.
 */
@Singleton
public class BedrockRoutes {

    private final Supplier<Optional<CatalogIndex>> catalog;
    private final CallPolicy policy;
    private final Regions regions;
    private volatile CallRoutes last;

    @Inject
    BedrockRoutes(BedrockCatalog catalog, BedrockRegion region, Regions regions) {
        this(catalog::peek, new CallPolicy(region.codes(), region.residency().orElse(null)), regions);
    }

    /** Routes by any catalog, under any policy. */
    public BedrockRoutes(Supplier<Optional<CatalogIndex>> catalog, CallPolicy policy, Regions regions) {
        this.catalog = catalog;
        this.policy = policy;
        this.regions = regions;
    }

    /** Returns the call routes of the current catalog. */
    public CallRoutes now() {
        return by(catalog.get().orElse(null));
    }

    /** @param index null where no catalog is to be had */
    public CallRoutes by(CatalogIndex index) {
        CallRoutes routes = last;
        if (routes == null || !routes.isOf(index)) {
            routes = new CallRoutes(index, policy, regions);
            last = routes;
        }
        return routes;
    }
}

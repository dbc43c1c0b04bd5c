package dev.quartermaster.routing;

import dev.quartermaster.catalog.BedrockCatalog;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.provider.bedrock.BedrockRegion;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;

/** The placement that holds now; worked out anew when the registry or the catalog has changed. */
@Singleton
class Placements {

    private final Supplier<Optional<CatalogIndex>> catalog;
    private final String region;
    private volatile Placement last;

    @Inject
    Placements(BedrockCatalog catalog, BedrockRegion region) {
        this(catalog::peek, region.code());
    }

    Placements(Supplier<Optional<CatalogIndex>> catalog, String region) {
        this.catalog = catalog;
        this.region = region;
    }

    Placement of(ModelIndex models) {
        CatalogIndex known = catalog.get().orElse(null);
        Placement placement = last;
        if (placement == null || !placement.isOf(models, known)) {
            placement = new Placement(models, known, region);
            last = placement;
        }
        return placement;
    }
}

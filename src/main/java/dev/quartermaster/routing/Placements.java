package dev.quartermaster.routing;

import dev.quartermaster.catalog.BedrockRoutes;
import dev.quartermaster.catalog.query.CallRoutes;
import dev.quartermaster.domain.model.ModelSpec;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The placement that holds now; worked out anew when the registry or the catalog has changed. */
@Singleton
class Placements {

    /** A registry's placement. */
    private record Placed(ModelIndex models, Placement placement) {}

    private final BedrockRoutes routes;
    private volatile @Nullable Placed last;
    /** Of no model: what is the same for all requests that name none of Bedrock's. */
    private volatile @Nullable Placement ofNone;

    Placements(BedrockRoutes routes) {
        this.routes = routes;
    }

    Placement of(ModelIndex models) {
        CallRoutes ways = routes.now();
        Placed known = last;
        if (known == null || known.models() != models || !known.placement().isBy(ways)) {
            known = new Placed(models, new Placement(models.specs(), ways));
            last = known;
        }
        return known.placement();
    }

    /** Returns the placement for the named models of one request. */
    Placement of(List<ModelSpec> named) {
        CallRoutes ways = routes.now();
        if (!named.isEmpty()) {
            return new Placement(named, ways);
        }
        Placement known = ofNone;
        if (known == null || !known.isBy(ways)) {
            known = new Placement(named, ways);
            ofNone = known;
        }
        return known;
    }
}

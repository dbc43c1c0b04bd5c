package dev.quartermaster.inference;

import dev.quartermaster.aws.Region;
import dev.quartermaster.catalog.BedrockCatalog;
import dev.quartermaster.catalog.query.CallRoute;
import dev.quartermaster.catalog.query.CallRoutes;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.bedrock.ModelAddress;
import dev.quartermaster.provider.bedrock.ModelAddresses;
import dev.quartermaster.routing.BedrockRoutes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells Bedrock's adapter, which does not know the catalog, what the catalog says. A model or a region that the catalog
 * does not know is no reason to refuse a call, unless a residency binds it: the model is then called by the id it is
 * registered under.
 */
@Singleton
class CatalogAddresses implements ModelAddresses {

    /** The longest wait for a first catalog where the bundled copy may not serve until then. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BedrockCatalog catalog;
    private final BedrockRoutes routes;

    CatalogAddresses(BedrockCatalog catalog, BedrockRoutes routes) {
        this.catalog = catalog;
        this.routes = routes;
    }

    @Override
    public Uni<ModelAddress> of(ModelSpec model) {
        CallRoutes now = routes.now();
        return now.catalog().isPresent()
                ? Uni.createFrom().item(() -> address(model, now))
                : loaded().map(known -> address(model, known));
    }

    private Uni<CallRoutes> loaded() {
        Context caller = Vertx.currentContext();
        Uni<CallRoutes> known = catalog.index()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(routes::by)
                .onFailure()
                .recoverWithItem(routes::now);
        return caller == null ? known : known.emitOn(step -> caller.runOnContext(ignored -> step.run()));
    }

    private static ModelAddress address(ModelSpec model, CallRoutes routes) {
        Optional<CallRoute> way = routes.of(model);
        String id = way.map(CallRoute::callId).orElse(model.key().id());
        String region = way.map(CallRoute::region).orElse(routes.policy().home());
        return new ModelAddress(id, new Region(region), routes.priceRoute(model).orElse(null));
    }
}

package dev.quartermaster.catalog;

import dev.quartermaster.catalog.query.CallPolicy;
import dev.quartermaster.catalog.query.CallRoute;
import dev.quartermaster.catalog.query.CallRoutes;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.domain.model.ModelSpec;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Knows how Bedrock's models are called now; selection, calls and validation all ask here, so that they agree. */
@Singleton
public class BedrockRoutes {

    /** The longest wait for a first catalog where the bundled copy may not serve until then. */
    private static final Duration FIRST_CATALOG = Duration.ofSeconds(5);

    private final Supplier<Optional<CatalogIndex>> known;
    private final Uni<CatalogIndex> loaded;
    private final CallPolicy policy;
    private final Regions regions;
    private volatile @Nullable CallRoutes last;

    @Inject
    BedrockRoutes(BedrockCatalog catalog, CallPolicy policy, Regions regions) {
        this(catalog::peek, Uni.createFrom().deferred(catalog::index), policy, regions);
    }

    /** Routes by any catalog, under any policy. */
    public BedrockRoutes(Supplier<Optional<CatalogIndex>> known, CallPolicy policy, Regions regions) {
        this(known, Uni.createFrom().item(() -> known.get().orElse(null)), policy, regions);
    }

    private BedrockRoutes(
            Supplier<Optional<CatalogIndex>> known, Uni<CatalogIndex> loaded, CallPolicy policy, Regions regions) {
        this.known = known;
        this.loaded = loaded;
        this.policy = policy;
        this.regions = regions;
    }

    /** The routes by the catalog that is known now, without waiting. */
    public CallRoutes now() {
        return by(known.get().orElse(null));
    }

    /** The routes by the catalog that is being loaded where there is none yet; {@link #now} where no source gives one. */
    public Uni<CallRoutes> loaded() {
        return loaded.map(this::by).onFailure().recoverWithItem(this::now);
    }

    /**
     * The route to send a call by; at once as soon as a catalog is known. A model or a region that the catalog does not
     * know is no reason to refuse a call, unless a residency binds it: the model is then called by the id it is registered
     * under.
     *
     * @return fails with {@link dev.quartermaster.domain.QuartermasterException} when no region that may be called has the
     *     model, or only by routes that its data may not take
     */
    public Uni<CallRoute> of(ModelSpec model) {
        CallRoutes now = now();
        return now.catalog().isPresent()
                ? Uni.createFrom().item(() -> now.routeOrOwnId(model))
                : firstCatalog().map(routes -> routes.routeOrOwnId(model));
    }

    private Uni<CallRoutes> firstCatalog() {
        Context caller = Vertx.currentContext();
        Uni<CallRoutes> first = loaded().ifNoItem().after(FIRST_CATALOG).recoverWithItem(this::now);
        return caller == null ? first : first.emitOn(step -> caller.runOnContext(ignored -> step.run()));
    }

    private CallRoutes by(@Nullable CatalogIndex index) {
        CallRoutes routes = last;
        if (routes == null || !routes.isOf(index)) {
            routes = new CallRoutes(index, policy, regions);
            last = routes;
        }
        return routes;
    }
}

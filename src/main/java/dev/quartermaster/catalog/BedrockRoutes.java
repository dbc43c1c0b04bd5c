package dev.quartermaster.catalog;

import dev.quartermaster.aws.Region;
import dev.quartermaster.catalog.query.CallPolicy;
import dev.quartermaster.catalog.query.CallRoute;
import dev.quartermaster.catalog.query.CallRoutes;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.model.ModelSpec;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<String, CallRoutes> byRegion = new ConcurrentHashMap<>();
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
        return loadedOrNow().map(routes -> routes.routeOrOwnId(model));
    }

    private Uni<CallRoutes> firstCatalog() {
        Context caller = Vertx.currentContext();
        Uni<CallRoutes> first = loaded().ifNoItem().after(FIRST_CATALOG).recoverWithItem(this::now);
        return caller == null ? first : first.emitOn(step -> caller.runOnContext(ignored -> step.run()));
    }

    /**
     * The same for a call that may go to one region only, as its key is good for no other.
     *
     * @param only null for any that may be called
     */
    public Uni<CallRoute> of(ModelSpec model, @Nullable Region only) {
        if (only == null) {
            return of(model);
        }
        if (!policy.regions().contains(only.code())) {
            return Uni.createFrom()
                    .failure(ProviderFailure.permanentOf(
                            FailureKind.AUTHENTICATION,
                            "its key is for region " + only + ", which is not among those that may be called"));
        }
        return loadedOrNow()
                .map(routes -> in(only.code(), routes.catalog().orElse(null)).routeOrOwnId(model));
    }

    private Uni<CallRoutes> loadedOrNow() {
        CallRoutes now = now();
        return now.catalog().isPresent() ? Uni.createFrom().item(now) : firstCatalog();
    }

    private CallRoutes in(String region, @Nullable CatalogIndex index) {
        return byRegion.compute(
                region,
                (code, known) -> known != null && known.isOf(index)
                        ? known
                        : new CallRoutes(index, new CallPolicy(List.of(code), policy.residency()), regions));
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

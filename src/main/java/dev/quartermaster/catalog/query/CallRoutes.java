package dev.quartermaster.catalog.query;

import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.registry.BedrockProfile;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Call routes of the registered Bedrock models under one policy and one catalog. Each model is resolved once; after
 * that it is a look-up.
 */
public final class CallRoutes {

    /** Key of a resolved route. */
    private record Asked(String id, @Nullable String residency) {}

    /** Without a route and a refusal: the catalog cannot tell, and nothing forbids to try. */
    private record Found(
            @Nullable CallRoute route, @Nullable QuartermasterException refusal) {

        static final Found UNKNOWN = new Found(null, null);
    }

    /** Null while there is none. */
    private final @Nullable CatalogIndex catalog;

    private final CallPolicy policy;
    private final Regions regions;
    private final Map<Asked, Found> found = new ConcurrentHashMap<>();

    /** @param catalog null when no catalog is to be had */
    public CallRoutes(@Nullable CatalogIndex catalog, CallPolicy policy, Regions regions) {
        this.catalog = catalog;
        this.policy = policy;
        this.regions = regions;
    }

    public CallPolicy policy() {
        return policy;
    }

    public boolean isOf(@Nullable CatalogIndex other) {
        return catalog == other;
    }

    public Optional<CatalogIndex> catalog() {
        return Optional.ofNullable(catalog);
    }

    /** Finds a registered model in the catalog. */
    public Optional<CatalogModel> find(ModelSpec model) {
        return catalog().flatMap(index -> index.registered(model.key().id()));
    }

    /** Returns whether the preferred region has listed its models. */
    public boolean isHomeKnown() {
        return catalog != null && catalog.isAsked(policy.home());
    }

    /**
     * The way to call a model: from the first region that has one. Empty where the catalog cannot tell; the model is then
     * called by its own id in the preferred region.
     *
     * @throws QuartermasterException when no region that may be called offers the model, or only by ways that leave the
     *     residency
     */
    public Optional<CallRoute> of(ModelSpec model) {
        Found way = look(model);
        if (way.refusal() != null) {
            QuartermasterException refusal = way.refusal();
            throw new QuartermasterException(refusal.code(), refusal.getMessage(), "model", null);
        }
        return Optional.ofNullable(way.route());
    }

    /**
     * The route to send a call by: the catalog's; where it cannot tell, the model's own id in the preferred region.
     *
     * @throws QuartermasterException as {@link #of} does
     */
    public CallRoute routeOrOwnId(ModelSpec model) {
        return of(model).orElseGet(() -> ownId(model.key()));
    }

    private CallRoute ownId(ModelKey key) {
        PriceRoute priceRoute = BedrockProfile.priceRoute(key).orElse(null);
        return new CallRoute(key.id(), key.id(), policy.home(), priceRoute, Collections.emptySortedSet());
    }

    /** Whether a route satisfies a residency. Calls are not made differently for one request: it must do so by itself. */
    public boolean staysWithin(String residency, CallRoute route) {
        try {
            return catalog != null
                    && catalog.resolve(route.callId(), route.region(), residency)
                            .callId()
                            .equals(route.callId());
        } catch (QuartermasterException outside) {
            return false;
        }
    }

    /**
     * Which of a model's prices holds; of a profile that the catalog does not know its name says it. Empty where nothing
     * does.
     *
     * @throws QuartermasterException as {@link #of} does
     */
    public Optional<PriceRoute> priceRoute(ModelSpec model) {
        return Optional.ofNullable(routeOrOwnId(model).priceRoute());
    }

    /** Why a model is not called at all; empty when it is. */
    public Optional<QuartermasterException> refusal(ModelSpec model) {
        return Optional.ofNullable(look(model).refusal());
    }

    private Found look(ModelSpec model) {
        Asked asked = new Asked(model.key().id(), model.residency());
        Found known = found.get(asked);
        if (known == null) {
            known = search(model);
            found.put(asked, known);
        }
        return known;
    }

    private Found search(ModelSpec model) {
        try {
            Optional<CatalogModel> known = find(model);
            return known.isPresent() ? search(model, known.get()) : blind(model);
        } catch (QuartermasterException refusal) {
            return new Found(null, refusal);
        }
    }

    private Found search(ModelSpec model, CatalogModel known) {
        Set<String> refusals = new LinkedHashSet<>();
        boolean homeTold = false;
        for (String region : policy.regions()) {
            if (!catalog.isAsked(region) && known.in(region).isEmpty()) {
                continue;
            }
            homeTold |= region.equals(policy.home());
            try {
                return new Found(catalog.resolve(model, region, policy.residency()), null);
            } catch (QuartermasterException refusal) {
                refusals.add(refusal.getMessage());
            }
        }
        return homeTold ? new Found(null, unsuitable(refusals)) : blind(model);
    }

    /** Builds an error from all regions' refusals, since one region may know an alternative that another does not. */
    private static QuartermasterException unsuitable(Set<String> refusals) {
        return new QuartermasterException(ErrorCode.MODEL_NOT_SUITABLE, String.join("; ", refusals), "model", null);
    }

    /** A residency binds also where the catalog cannot tell: what is not known to stay within it is refused. */
    private Found blind(ModelSpec model) {
        UnlistedModelRoute way = new UnlistedModelRoute(model, policy.home(), regions);
        for (String residency : new String[] {policy.residency(), model.residency()}) {
            if (!way.staysWithin(residency)) {
                throw new QuartermasterException(
                        ErrorCode.MODEL_NOT_SUITABLE,
                        "'" + model.key().id() + "' is not known to stay within the residency '" + residency
                                + "' when it is called in " + policy.home(),
                        "model",
                        null);
            }
        }
        return Found.UNKNOWN;
    }
}

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

    /** The catalog does not know the model, and no residency forbids the call. */
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
     * Returns the route to call a model by, from the first region that has one. Empty where the catalog does not know the
     * model; it is then called by its own id in the preferred region.
     *
     * @throws QuartermasterException when no region that may be called offers the model, or only by ways that leave the
     *     residency
     */
    public Optional<CallRoute> of(ModelSpec model) {
        Found known = lookUp(model);
        if (known.refusal() != null) {
            QuartermasterException refusal = known.refusal();
            throw new QuartermasterException(refusal.code(), refusal.getMessage(), "model", null);
        }
        return Optional.ofNullable(known.route());
    }

    /**
     * Returns the catalog's route; for a model it does not know, the model's own id in the preferred region.
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

    /** Returns whether a route satisfies a residency as it is: no call takes another route for one request. */
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

    /** Returns why a model cannot be called; empty when it can. */
    public Optional<QuartermasterException> refusal(ModelSpec model) {
        return Optional.ofNullable(lookUp(model).refusal());
    }

    private Found lookUp(ModelSpec model) {
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
            return catalog != null && known.isPresent() ? search(model, catalog, known.get()) : unlisted(model);
        } catch (QuartermasterException refusal) {
            return new Found(null, refusal);
        }
    }

    private Found search(ModelSpec model, CatalogIndex index, CatalogModel known) {
        Set<String> refusals = new LinkedHashSet<>();
        boolean isHomeAsked = false;
        for (String region : policy.regions()) {
            if (!index.isAsked(region) && known.in(region).isEmpty()) {
                continue;
            }
            isHomeAsked |= region.equals(policy.home());
            try {
                return new Found(index.resolve(model, region, policy.residency()), null);
            } catch (QuartermasterException refusal) {
                refusals.add(refusal.getMessage());
            }
        }
        return isHomeAsked ? new Found(null, unsuitable(refusals)) : unlisted(model);
    }

    /** Builds an error from all regions' refusals, since one region may know an alternative that another does not. */
    private static QuartermasterException unsuitable(Set<String> refusals) {
        return new QuartermasterException(ErrorCode.MODEL_NOT_SUITABLE, String.join("; ", refusals), "model", null);
    }

    /** Refuses a model that is not known to stay within the residency; the catalog does not list it. */
    private Found unlisted(ModelSpec model) {
        UnlistedModelRoute route = new UnlistedModelRoute(model, policy.home(), regions);
        for (String residency : new String[] {policy.residency(), model.residency()}) {
            if (!route.staysWithin(residency)) {
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

    /**
     * A call of a model that the catalog does not know. Its name is all there is to go by.
     *
     * @param region where it would be called
     */
    record UnlistedModelRoute(ModelSpec model, String region, Regions regions) {

        private static final int REGION_OF_ARN = 3;

        /** @param residency null for anywhere */
        boolean staysWithin(String residency) {
            if (residency == null || residency.equals(Regions.ANYWHERE)) {
                return true;
            }
            String id = model.key().id();
            Optional<String> geography = BedrockProfile.residency(model.key());
            if (id.startsWith("arn:")) {
                return arnStaysWithin(id, residency);
            }
            return geography.map(residency::equals).orElseGet(() -> regions.within(residency, region));
        }

        /** Returns whether an account's own profile stays within a residency; only the registry can say so. */
        private boolean arnStaysWithin(String arn, String residency) {
            String[] parts = arn.split(":", -1);
            boolean here = parts.length > REGION_OF_ARN && regions.within(residency, parts[REGION_OF_ARN]);
            return here && (!arn.contains("inference-profile") || residency.equals(model.residency()));
        }
    }
}

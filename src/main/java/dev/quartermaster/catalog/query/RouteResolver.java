package dev.quartermaster.catalog.query;

import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.InferenceProfile;
import dev.quartermaster.catalog.model.RegionAccess;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.PriceRoute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * From a model's name and a region to the id to call. A model that the region answers itself is called by its own id;
 * else through the narrowest profile of a geography; only then through the global one. Nothing is ever routed outside
 * the residency.
 */
final class RouteResolver {

    /** Fewest member regions first: data travels no further than it must. The global profile is always last. */
    private static final Comparator<InferenceProfile> NARROWEST = Comparator.comparing(InferenceProfile::priceRoute)
            .thenComparing(InferenceProfile::anywhere)
            .thenComparing(profile -> profile.memberRegions().size())
            .thenComparing(InferenceProfile::id);

    private final ModelFinder finder;
    private final Regions regions;

    RouteResolver(ModelFinder finder, Regions regions) {
        this.finder = finder;
        this.regions = regions;
    }

    /** @param residency {@link Regions#ANYWHERE} when it does not matter */
    CallRoute resolve(String name, String region, String residency) {
        CatalogModel model = finder.require(name, region);
        RegionAccess access =
                model.in(region).filter(RegionAccess::callable).orElseThrow(() -> notOffered(model, region));
        Optional<InferenceProfile> named = profileNamed(model, ModelFinder.idOf(name));
        return named.isPresent()
                ? throughNamed(model, access, named.get().id(), region, residency)
                : throughBest(model, access, region, residency);
    }

    private static Optional<InferenceProfile> profileNamed(CatalogModel model, String id) {
        return model.profiles()
                .filter(profile -> profile.id().equalsIgnoreCase(id))
                .findFirst();
    }

    private CallRoute throughNamed(
            CatalogModel model, RegionAccess access, String profileId, String region, String residency) {
        InferenceProfile profile = access.profiles().stream()
                .filter(offered -> offered.id().equals(profileId))
                .findFirst()
                .orElseThrow(() -> otherRegions(model, access, profileId, region, residency));
        CallRoute route = through(profile, region);
        if (!allowed(route, profile.anywhere(), residency)) {
            throw outside(residency, List.of(route));
        }
        return route;
    }

    private CallRoute throughBest(CatalogModel model, RegionAccess access, String region, String residency) {
        List<CallRoute> refused = new ArrayList<>();
        if (access.direct()) {
            CallRoute direct = direct(model, region);
            if (allowed(direct, false, residency)) {
                return direct;
            }
            refused.add(direct);
        }
        for (InferenceProfile profile :
                access.profiles().stream().sorted(NARROWEST).toList()) {
            CallRoute route = through(profile, region);
            if (allowed(route, profile.anywhere(), residency)) {
                return route;
            }
            refused.add(route);
        }
        throw outside(residency, refused);
    }

    private static CallRoute direct(CatalogModel model, String region) {
        return new CallRoute(model.id(), model.id(), region, PriceRoute.IN_REGION, new TreeSet<>(List.of(region)));
    }

    private static CallRoute through(InferenceProfile profile, String region) {
        return new CallRoute(profile.modelId(), profile.id(), region, profile.priceRoute(), profile.memberRegions());
    }

    /** The members of a global profile are AWS's to widen at any time, so it satisfies no residency but "anywhere". */
    private boolean allowed(CallRoute route, boolean anywhere, String residency) {
        if (residency.equals(Regions.ANYWHERE)) {
            return true;
        }
        return route.priceRoute() != PriceRoute.GLOBAL
                && !anywhere
                && !route.memberRegions().isEmpty()
                && route.memberRegions().stream().allMatch(member -> regions.within(residency, member));
    }

    private QuartermasterException otherRegions(
            CatalogModel model, RegionAccess access, String profileId, String region, String residency) {
        String right = throughBest(model, access, region, residency).callId();
        return unsuitable(
                "'" + profileId + "' is a profile of other regions; from " + region + " call '" + right + "'");
    }

    private QuartermasterException outside(String residency, List<CallRoute> refused) {
        StringBuilder message = new StringBuilder("residency '" + residency + "' allows none of the ways to call it:");
        for (CallRoute route : refused) {
            List<String> out = route.memberRegions().stream()
                    .filter(member -> !regions.within(residency, member))
                    .toList();
            String where = out.isEmpty() ? "any region" : String.join(", ", out);
            message.append(" '")
                    .append(route.callId())
                    .append("' may be answered in ")
                    .append(where)
                    .append(';');
        }
        return unsuitable(message.substring(0, message.length() - 1));
    }

    private static QuartermasterException notOffered(CatalogModel model, String region) {
        List<String> offers =
                model.regions().keySet().stream().filter(model::callableIn).toList();
        String where = offers.isEmpty() ? "no region on demand" : String.join(", ", offers);
        return unsuitable("'" + model.id() + "' cannot be called from " + region + "; it can from " + where);
    }

    private static QuartermasterException unsuitable(String message) {
        return new QuartermasterException(ErrorCode.MODEL_NOT_SUITABLE, message, "model", null);
    }
}

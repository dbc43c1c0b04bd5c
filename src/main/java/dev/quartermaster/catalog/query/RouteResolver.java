package dev.quartermaster.catalog.query;

import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.InferenceProfile;
import dev.quartermaster.catalog.model.RegionAccess;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.PriceRoute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Resolves a model's name and a region to the id to call. A model that the region answers itself is called by its own id;
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

    RouteResolver(ModelFinder finder) {
        this.finder = finder;
    }

    CallRoute resolve(String name, String region, Residency residency) {
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
            CatalogModel model, RegionAccess access, String profileId, String region, Residency residency) {
        InferenceProfile profile = access.profiles().stream()
                .filter(offered -> offered.id().equals(profileId))
                .findFirst()
                .orElseThrow(() -> otherRegions(model, access, profileId, region, residency));
        Way way = through(profile, region);
        if (!allowed(way, residency)) {
            throw outside(residency, List.of(way), right(ways(model, access, region), residency));
        }
        return way.route();
    }

    private CallRoute throughBest(CatalogModel model, RegionAccess access, String region, Residency residency) {
        List<Way> ways = ways(model, access, region);
        return ways.stream()
                .filter(way -> allowed(way, residency))
                .findFirst()
                .map(Way::route)
                .orElseThrow(() -> outside(residency, ways, ""));
    }

    /** All ways to call it, in the order in which they are preferred. */
    private static List<Way> ways(CatalogModel model, RegionAccess access, String region) {
        List<Way> ways = new ArrayList<>();
        if (access.direct()) {
            ways.add(direct(model, region));
        }
        access.profiles().stream().sorted(NARROWEST).forEach(profile -> ways.add(through(profile, region)));
        return ways;
    }

    private static Way direct(CatalogModel model, String region) {
        TreeSet<String> here = new TreeSet<>(List.of(region));
        return new Way(new CallRoute(model.id(), model.id(), region, PriceRoute.IN_REGION, here), false);
    }

    private static Way through(InferenceProfile profile, String region) {
        CallRoute route =
                new CallRoute(profile.modelId(), profile.id(), region, profile.priceRoute(), profile.memberRegions());
        return new Way(route, profile.anywhere());
    }

    /** The members of a global profile are AWS's to widen at any time, so it satisfies no residency but "anywhere". */
    private static boolean allowed(Way way, Residency residency) {
        if (residency.isAnywhere()) {
            return true;
        }
        CallRoute route = way.route();
        return route.priceRoute() != PriceRoute.GLOBAL
                && !way.anywhere()
                && !route.memberRegions().isEmpty()
                && route.memberRegions().stream().allMatch(residency::holds);
    }

    private static QuartermasterException otherRegions(
            CatalogModel model, RegionAccess access, String profileId, String region, Residency residency) {
        List<Way> ways = ways(model, access, region);
        String right = right(ways, residency);
        if (right.isEmpty()) {
            return outside(residency, ways, "");
        }
        return unsuitable("'" + profileId + "' is a profile of other regions; from " + region + " call " + right);
    }

    /**
     * The ids that may be called. Whoever named a profile most likely wants one, so the region's own are named before
     * direct access.
     */
    private static String right(List<Way> ways, Residency residency) {
        return ways.stream()
                .filter(way -> allowed(way, residency))
                .sorted(Comparator.comparing(way -> way.route().priceRoute() == PriceRoute.IN_REGION))
                .map(way -> "'" + way.route().callId() + "'")
                .collect(Collectors.joining(" or "));
    }

    /** @param right ids that may be called instead; empty when there is none */
    private static QuartermasterException outside(Residency residency, List<Way> refused, String right) {
        String ways = refused.stream()
                .map(way -> "'" + way.route().callId() + "' may be answered in " + outsideOf(residency, way))
                .collect(Collectors.joining("; "));
        return right.isEmpty()
                ? unsuitable("residency '" + residency + "' allows no way to call it: " + ways)
                : unsuitable("residency '" + residency + "' does not allow it: " + ways + "; call " + right);
    }

    private static String outsideOf(Residency residency, Way way) {
        String out = way.route().memberRegions().stream()
                .filter(member -> !residency.holds(member))
                .collect(Collectors.joining(", "));
        return out.isEmpty() ? "any region" : out;
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

    /** @param anywhere whether it may also be answered in regions that are not named */
    private record Way(CallRoute route, boolean anywhere) {}
}

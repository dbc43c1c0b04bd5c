package dev.quartermaster.routing;

import dev.quartermaster.catalog.query.CallRoutes;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.routing.Signals.Resident;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Resolves the call routes of a request's Bedrock models; the calls resolve them the same way. */
final class Placement {

    private final CallRoutes ways;
    private final List<ModelSpec> models;
    private final Map<ModelKey, PriceRoute> routes;
    private final Map<ModelKey, String> unreachable;
    private final Map<String, Resident> residents = new ConcurrentHashMap<>();

    /** @param models of any provider; those of others are passed over */
    Placement(List<ModelSpec> models, CallRoutes ways) {
        this.ways = ways;
        this.models = models.stream()
                .filter(model -> model.key().provider().equals(ProviderId.BEDROCK))
                .toList();
        Map<ModelKey, PriceRoute> found = new HashMap<>();
        Map<ModelKey, String> refused = new HashMap<>();
        for (ModelSpec model : this.models) {
            Optional<QuartermasterException> refusal = ways.refusal(model);
            if (refusal.isPresent()) {
                refused.put(model.key(), refusal.get().getMessage());
            } else if (!model.pricing().routes().isEmpty()) {
                ways.priceRoute(model).ifPresent(route -> found.put(model.key(), route));
            }
        }
        this.routes = Map.copyOf(found);
        this.unreachable = Map.copyOf(refused);
    }

    boolean isBy(CallRoutes other) {
        return ways == other;
    }

    /** Null while nobody knows what it offers, and where models of several regions may be called. */
    @Nullable String region() {
        return ways.isHomeKnown() && ways.policy().regions().size() == 1
                ? ways.policy().home()
                : null;
    }

    /** The ways of models whose price depends on it. */
    Map<ModelKey, PriceRoute> routes() {
        return routes;
    }

    /** Models that are not called at all, and why. */
    Map<ModelKey, String> unreachable() {
        return unreachable;
    }

    /** Null for no residency, and while there is no catalog. */
    @Nullable Resident resident(@Nullable String residency) {
        return residency == null || ways.catalog().isEmpty() ? null : residents.computeIfAbsent(residency, this::judge);
    }

    private Resident judge(String residency) {
        Set<ModelKey> known = new HashSet<>();
        Set<ModelKey> within = new HashSet<>();
        for (ModelSpec model : models) {
            if (unreachable.containsKey(model.key())) {
                continue;
            }
            ways.of(model).ifPresent(way -> {
                known.add(model.key());
                if (ways.staysWithin(residency, way)) {
                    within.add(model.key());
                }
            });
        }
        return new Resident(known, within);
    }
}

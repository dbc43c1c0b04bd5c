package dev.quartermaster.routing;

import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.InferenceProfile;
import dev.quartermaster.catalog.query.CallRoute;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.routing.Signals.Resident;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What one catalog says of Bedrock's models when they are called from one region. */
final class Placement {

    private final ModelIndex models;
    /** Null while there is none. */
    private final CatalogIndex catalog;

    private final String region;
    private final Map<ModelKey, PriceRoute> routes;
    private final Map<String, Resident> residents = new ConcurrentHashMap<>();

    Placement(ModelIndex models, CatalogIndex catalog, String region) {
        this.models = models;
        this.catalog = catalog;
        this.region = region;
        Map<ModelKey, PriceRoute> found = new HashMap<>();
        each(model -> {
            if (!model.pricing().routes().isEmpty()) {
                priceRoute(model).ifPresent(route -> found.put(model.key(), route));
            }
        });
        this.routes = Map.copyOf(found);
    }

    boolean isOf(ModelIndex otherModels, CatalogIndex otherCatalog) {
        return models == otherModels && catalog == otherCatalog;
    }

    /** Null while nobody knows what it offers. */
    String region() {
        return isAsked() ? region : null;
    }

    /** The ways of models whose price depends on it. */
    Map<ModelKey, PriceRoute> routes() {
        return routes;
    }

    /** Null for no residency, and while the catalog cannot tell. */
    Resident resident(String residency) {
        return residency == null || !isAsked() ? null : residents.computeIfAbsent(residency, this::judge);
    }

    private boolean isAsked() {
        return catalog != null && catalog.isAsked(region);
    }

    private Resident judge(String residency) {
        Set<ModelKey> known = new HashSet<>();
        Set<ModelKey> within = new HashSet<>();
        each(model -> way(() -> catalog.resolve(model, region)).ifPresent(way -> {
            known.add(model.key());
            Optional<CallRoute> allowed = way(() -> catalog.resolve(model.key().id(), region, residency));
            // Calls are not made differently for one request: within is only what goes that way by itself.
            if (allowed.map(CallRoute::callId).filter(way.callId()::equals).isPresent()) {
                within.add(model.key());
            }
        }));
        return new Resident(known, within);
    }

    /** The way a call would take; the same that the call itself finds. */
    private Optional<PriceRoute> priceRoute(ModelSpec model) {
        Optional<PriceRoute> foreign = foreignProfile(model).map(InferenceProfile::priceRoute);
        return foreign.isPresent() || !isAsked()
                ? foreign
                : way(() -> catalog.resolve(model, region)).map(CallRoute::priceRoute);
    }

    private Optional<InferenceProfile> foreignProfile(ModelSpec model) {
        String id = model.key().id();
        return catalog.find(id)
                .filter(known -> known.in(region)
                        .filter(access -> access.profiles().stream()
                                .anyMatch(own -> own.id().equals(id)))
                        .isEmpty())
                .flatMap(known -> profile(known, id));
    }

    private static Optional<InferenceProfile> profile(CatalogModel model, String id) {
        return model.profiles().filter(profile -> profile.id().equals(id)).findFirst();
    }

    private void each(Consumer<ModelSpec> action) {
        for (int i = 0; i < models.size(); i++) {
            if (models.get(i).bedrock
                    && catalog != null
                    && catalog.find(models.get(i).key().id()).isPresent()) {
                action.accept(models.get(i).spec);
            }
        }
    }

    /** Empty where there is none. */
    private static Optional<CallRoute> way(Supplier<CallRoute> search) {
        try {
            return Optional.of(search.get());
        } catch (QuartermasterException none) {
            return Optional.empty();
        }
    }
}

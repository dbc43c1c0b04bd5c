package dev.quartermaster.routing;

import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.TimeOrderedIds;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.routing.Selector.Selection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns what a request needs, or the models it names, into a route. */
@ApplicationScoped
public class Router {

    private final ModelRegistry registry;
    private final Selector selector;
    private final Weights weights;
    private final TimeOrderedIds ids;
    private final Clock clock;

    Router(ModelRegistry registry, SelectionConfig config, Signals signals, TimeOrderedIds ids, Clock clock) {
        this.registry = registry;
        this.selector = new Selector(config, signals);
        this.weights = Weights.of(config.weights());
        this.ids = ids;
        this.clock = clock;
    }

    /** The best route over all models of the registry; empty when none can serve the request. */
    public Decision select(Need need) {
        RegistrySnapshot snapshot = registry.snapshot();
        Weights used = weights.forPriority(need.priority());
        Selection selection = selector.select(snapshot.models(), need, used);
        return decision(selection, used, need, SelectionReason.of(selection, need), snapshot);
    }

    /**
     * The route over the models a caller or its configuration names, in that order. The first is what was asked for;
     * the others follow only if it fails. A model that cannot be called now is dropped with its reason.
     */
    public Decision named(List<ModelSpec> models, Need need, String reason) {
        RegistrySnapshot snapshot = registry.snapshot();
        Map<Object, Ranked> route = new LinkedHashMap<>();
        List<Rejection> rejected = new ArrayList<>();
        for (ModelSpec model : models) {
            Optional<Rejection> refusal = selector.refuse(model, need);
            refusal.ifPresentOrElse(
                    rejected::add, () -> route.putIfAbsent(model.key(), selector.rank(model, need, weights)));
        }
        return decision(new Selection(List.copyOf(route.values()), rejected), null, need, reason, snapshot);
    }

    private Decision decision(Selection selection, Weights used, Need need, String reason, RegistrySnapshot snapshot) {
        return new Decision(
                ids.next(),
                clock.instant(),
                selection.route(),
                selection.rejected(),
                used,
                need.priority(),
                reason,
                snapshot.version());
    }
}

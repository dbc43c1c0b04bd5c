package dev.quartermaster.cost;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.ModelSpec;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the most that calls can cost: of each model made once, and again when its entry in the registry changes. */
@ApplicationScoped
public class MaximumCosts {

    private final double promptMargin;
    private final Map<ModelKey, Known> known = new ConcurrentHashMap<>();

    private record Known(ModelSpec model, MaximumCost cost) {}

    @Inject
    MaximumCosts(HoldsConfig config) {
        this(config.promptMargin());
    }

    /** @param promptMargin by which an estimated prompt is multiplied */
    public MaximumCosts(double promptMargin) {
        this.promptMargin = promptMargin;
    }

    public MaximumCost of(ModelSpec model) {
        Known found = known.get(model.key());
        if (found == null || found.model() != model) {
            found = new Known(model, MaximumCost.of(model));
            known.put(model.key(), found);
        }
        return found.cost();
    }

    /** Returns the factor by which an estimated prompt is multiplied. */
    public double promptMargin() {
        return promptMargin;
    }

    /** Returns the largest prompt that an estimate may turn out to be. */
    public static long largest(long estimated, double promptMargin) {
        double tokens = Math.ceil(estimated * promptMargin);
        return tokens >= Long.MAX_VALUE ? Long.MAX_VALUE : (long) tokens;
    }
}

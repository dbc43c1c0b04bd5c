package dev.quartermaster.routing;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.model.ModelSpec;
import java.util.function.Supplier;

/**
 * A step of a route: a model, how well it suits and what it is expected to cost. Its numbers are worked out when they are
 * read, because a call needs the model alone. Immutable, for any thread.
 */
public final class RankedModel {

    /** @param suitability the weighted sum of the scores, from 0 to 1 */
    private record Numbers(double suitability, Scores scores, Money estimatedCost) {}

    private final ModelSpec model;
    private final Supplier<Numbers> numbers;

    public RankedModel(ModelSpec model, double suitability, Scores scores, Money estimatedCost) {
        Numbers given = new Numbers(suitability, scores, estimatedCost);
        this.model = model;
        this.numbers = () -> given;
    }

    RankedModel(IndexedModel model, Scorer scorer, CostEstimate costEstimate) {
        this.model = model.spec;
        this.numbers = () -> new Numbers(scorer.suitability(model), scorer.scores(model), costEstimate.exact(model));
    }

    public ModelSpec model() {
        return model;
    }

    /** Returns the weighted sum of the scores, from 0 to 1. */
    public double suitability() {
        return numbers.get().suitability();
    }

    public Scores scores() {
        return numbers.get().scores();
    }

    public Money estimatedCost() {
        return numbers.get().estimatedCost();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RankedModel step
                && model.equals(step.model)
                && (numbers == step.numbers || numbers.get().equals(step.numbers.get()));
    }

    @Override
    public int hashCode() {
        return model.hashCode();
    }

    @Override
    public String toString() {
        return model.key() + " " + numbers.get();
    }
}

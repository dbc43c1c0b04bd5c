package dev.quartermaster.routing;

import dev.quartermaster.performance.window.PerformanceStatistics;
import dev.quartermaster.routing.PreparedInputs.OfProvider;

/** Scores how well a model suits a request. Deterministic: the same inputs give the same score. */
final class Scorer {

    private final PreparedInputs preparedInputs;
    private final CostEstimate costEstimate;
    private final ScoringParameters scoringParameters;
    private final Weights weights;
    private final double unknownPerformance;

    Scorer(PreparedInputs preparedInputs, CostEstimate costEstimate) {
        this.preparedInputs = preparedInputs;
        this.costEstimate = costEstimate;
        this.scoringParameters = preparedInputs.inputs.terms();
        this.weights = preparedInputs.inputs.weights();
        this.unknownPerformance = PerformanceCriterion.score(PerformanceStatistics.NONE, Double.NaN, scoringParameters);
    }

    /** The weighted sum of the scores, from 0 to 1. */
    double suitability(IndexedModel model) {
        return suitability(model, costEstimate.usd(model));
    }

    /** @param usd what it will cost, from {@link CostEstimate#usd} */
    double suitability(IndexedModel model, double usd) {
        ModelSignal signal = preparedInputs.signal(model);
        return total(model, signal, usd, availability(model, signal));
    }

    /** Computes the suitability as if the model's quota were free and its circuit closed. */
    double suitabilityIfFree(IndexedModel model) {
        return total(model, preparedInputs.signal(model), costEstimate.usd(model), 1);
    }

    private double total(IndexedModel model, ModelSignal signal, double usd, double availability) {
        return capability(model) * weights.capability()
                + CostCriterion.score(usd, scoringParameters) * weights.cost()
                + performance(model, signal) * weights.performance()
                + availability * weights.availability();
    }

    /** The scores one by one. The cost's two parts are what it would be with the conversation's cache, and what that saves. */
    Scores scores(IndexedModel model) {
        ModelSignal signal = preparedInputs.signal(model);
        double cost = CostCriterion.score(costEstimate.usd(model), scoringParameters);
        double ifCached = CostCriterion.score(costEstimate.usdIfCached(model), scoringParameters);
        double stickiness = Math.max(0, ifCached - cost);
        return new Scores(
                capability(model),
                stickiness == 0 ? cost : ifCached,
                performance(model, signal),
                availability(model, signal),
                stickiness);
    }

    private double capability(IndexedModel model) {
        return CapabilityCriterion.score(
                model.featureShare,
                model.windowLog,
                preparedInputs.provider(model).askedLog());
    }

    /** Most models have neither history nor a stated latency; what is assumed of one is assumed of all. */
    private double performance(IndexedModel model, ModelSignal signal) {
        return signal.track() == PerformanceStatistics.NONE && Double.isNaN(model.statedMs)
                ? unknownPerformance
                : PerformanceCriterion.score(signal.track(), model.statedMs, scoringParameters);
    }

    private double availability(IndexedModel model, ModelSignal signal) {
        OfProvider provider = preparedInputs.provider(model);
        return AvailabilityCriterion.score(signal.quotaUsed(), signal.health() * provider.health());
    }
}

package dev.quartermaster.routing;

import dev.quartermaster.cost.CostCalculator;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Filter, score, rank: the choice itself, without a clock or any state of its own. */
final class Selector {

    private static final Comparator<Ranked> BEST_FIRST = Comparator.comparingDouble(Ranked::suitability)
            .reversed()
            .thenComparing(Ranked::estimatedCost)
            .thenComparing(ranked -> ranked.model().key());

    private final Criterion capability = new CapabilityCriterion();
    private final Criterion cost;
    private final Criterion performance = new PerformanceCriterion();
    private final Criterion availability = new AvailabilityCriterion();
    private final Signals signals;
    private final Suitability suitability;
    private final long assumedOutputTokens;

    Selector(SelectionConfig config, Signals signals) {
        this.cost = new CostCriterion(config.costMidpointUsd());
        this.signals = signals;
        this.suitability = new Suitability(signals);
        this.assumedOutputTokens = config.assumedOutputTokens();
    }

    /** The outcome of one selection: the ranked route and everything that was dropped. */
    record Selection(List<Ranked> route, List<Rejection> rejected) {}

    Selection select(List<ModelSpec> models, Need need, Weights weights) {
        List<Ranked> route = new ArrayList<>();
        List<Rejection> rejected = new ArrayList<>();
        for (ModelSpec model : models) {
            Optional<Rejection> refusal = suitability.refuse(model, need);
            Money estimatedCost = refusal.isEmpty() ? estimate(model, need) : null;
            if (refusal.isEmpty()) {
                refusal = suitability.refuse(model, need, estimatedCost);
            }
            if (refusal.isPresent()) {
                rejected.add(refusal.get());
            } else {
                route.add(rank(model, need, estimatedCost, weights));
            }
        }
        route.sort(BEST_FIRST);
        return new Selection(route, rejected);
    }

    Optional<Rejection> refuse(ModelSpec model, Need need) {
        return suitability.refuse(model, need.task());
    }

    Ranked rank(ModelSpec model, Need need, Weights weights) {
        return rank(model, need, estimate(model, need), weights);
    }

    private Ranked rank(ModelSpec model, Need need, Money estimatedCost, Weights weights) {
        Candidate candidate = new Candidate(model, estimatedCost, signals.quotaUsed(model), signals.health(model));
        Scores scores = new Scores(
                capability.score(candidate, need),
                cost.score(candidate, need),
                performance.score(candidate, need),
                availability.score(candidate, need));
        return new Ranked(model, scores.total(weights), scores, estimatedCost);
    }

    private Money estimate(ModelSpec model, Need need) {
        long output = need.maxOutputTokens() == null ? assumedOutputTokens : need.maxOutputTokens();
        return CostCalculator.cost(model.pricing(), Usage.estimate(need.inputTokens(), output), null);
    }
}

package dev.quartermaster.routing;

/** Cheaper is better, without end: 1 for a free model, one half at the midpoint, never quite 0. */
final class CostCriterion {

    private CostCriterion() {}

    static double score(double usd, ScoringParameters scoringParameters) {
        return scoringParameters.costMidpointUsd() / (scoringParameters.costMidpointUsd() + usd);
    }
}

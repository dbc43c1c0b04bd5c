package dev.quartermaster.routing;

import java.math.BigDecimal;

/** Cheaper is better, without end: 1 for a free model, one half at the midpoint, never quite 0. */
final class CostCriterion implements Criterion {

    private final double midpoint;

    CostCriterion(BigDecimal midpointUsd) {
        if (midpointUsd.signum() <= 0) {
            throw new IllegalArgumentException("quartermaster.selection.cost-midpoint-usd must be positive");
        }
        midpoint = midpointUsd.doubleValue();
    }

    @Override
    public double score(Candidate candidate, Need need) {
        return midpoint / (midpoint + candidate.estimatedCost().usd().doubleValue());
    }
}

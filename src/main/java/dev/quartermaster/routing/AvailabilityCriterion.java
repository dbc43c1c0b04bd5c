package dev.quartermaster.routing;

/** The share of the model's quota that is still free, less where the model's last calls failed or it has just come back. */
final class AvailabilityCriterion implements Criterion {

    @Override
    public double score(Candidate candidate, Need need) {
        return (1 - candidate.quotaUsed()) * candidate.health();
    }
}

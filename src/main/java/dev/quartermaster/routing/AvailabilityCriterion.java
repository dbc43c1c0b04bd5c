package dev.quartermaster.routing;

/** The share of the model's quota that is still free. */
final class AvailabilityCriterion implements Criterion {

    @Override
    public double score(Candidate candidate, Need need) {
        return 1 - candidate.quotaUsed();
    }
}

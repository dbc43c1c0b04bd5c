package dev.quartermaster.routing;

/**
 * Faster is better, by the response time the registry states: one half at two seconds. A model of which nothing is
 * known is taken for one of two seconds, neither best nor worst.
 */
final class PerformanceCriterion implements Criterion {

    private static final double MIDPOINT_MS = 2_000;

    @Override
    public double score(Candidate candidate, Need need) {
        Long stated = candidate.model().averageResponseTimeMs();
        return MIDPOINT_MS / (MIDPOINT_MS + (stated == null ? MIDPOINT_MS : stated));
    }
}

package dev.quartermaster.routing;

import dev.quartermaster.performance.PerformanceStatistics;

/**
 * How long an answer may be expected to take, for a caller who bounds that. Of a model with enough history, what 95 of
 * 100 answers stay below; of one with less, its median drawn towards what the registry states.
 */
final class ExpectedLatency {

    /** So many answers give a 95th percentile. */
    private static final long ENOUGH = 20;

    private ExpectedLatency() {}

    /** In milliseconds; not a number where nothing is known. @param statedMs not a number where there is none */
    static double of(PerformanceStatistics track, double statedMs, ScoringParameters terms) {
        if (track.successes() >= ENOUGH && track.latencyP95Ms() != null) {
            return track.latencyP95Ms();
        } else if (track.latencyP50Ms() == null) {
            return statedMs;
        }
        return Double.isNaN(statedMs) ? track.latencyP50Ms() : PerformanceCriterion.latencyMs(track, statedMs, terms);
    }
}

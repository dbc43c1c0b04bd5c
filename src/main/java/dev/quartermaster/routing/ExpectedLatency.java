package dev.quartermaster.routing;

import dev.quartermaster.performance.window.PerformanceStatistics;

/**
 * How long an answer may be expected to take, for a caller who bounds that. Of a model with enough history, what 95 of
 * 100 answers stay below; of one with less, its median drawn towards what the registry states.
 */
final class ExpectedLatency {

    /** So many answers give a 95th percentile. */
    private static final long ENOUGH = 20;

    private ExpectedLatency() {}

    /** In milliseconds; not a number where nothing is known. @param statedMs not a number where there is none */
    static double of(PerformanceStatistics statistics, double statedMs, ScoringParameters scoringParameters) {
        if (statistics.successes() >= ENOUGH && statistics.latencyP95Ms() != null) {
            return statistics.latencyP95Ms();
        } else if (statistics.latencyP50Ms() == null) {
            return statedMs;
        }
        return Double.isNaN(statedMs)
                ? statistics.latencyP50Ms()
                : PerformanceCriterion.latencyMs(statistics, statedMs, scoringParameters);
    }
}

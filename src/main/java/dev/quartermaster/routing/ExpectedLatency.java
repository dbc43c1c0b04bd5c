package dev.quartermaster.routing;

import dev.quartermaster.performance.window.PerformanceStatistics;

/**
 * Estimates the latency of an answer, for callers who limit it. With enough history it is the 95th percentile; with
 * less, the median shrunk towards the registry's value.
 */
final class ExpectedLatency {

    /** So many answers give a 95th percentile. */
    private static final long ENOUGH = 20;

    private ExpectedLatency() {}

    /** In milliseconds; not a number where nothing is known. {@code statedMs} not a number where there is none */
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

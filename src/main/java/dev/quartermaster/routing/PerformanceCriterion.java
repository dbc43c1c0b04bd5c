package dev.quartermaster.routing;

import dev.quartermaster.performance.window.PerformanceStatistics;

/**
 * The chance of an answer times how good it is: half its quality, half its speed. What is measured is mixed with what is
 * assumed as if that had been seen in {@link ScoringParameters#priorCalls} calls, so a model without history is between one that
 * proved good and one that proved bad, and a few calls do not decide.
 */
final class PerformanceCriterion {

    private PerformanceCriterion() {}

    /** @param statedMs the registry's word on its latency; not a number where it has none */
    static double score(PerformanceStatistics statistics, double statedMs, ScoringParameters scoringParameters) {
        double midpoint = scoringParameters.latencyMidpointMs();
        double speed = midpoint / (midpoint + latencyMs(statistics, statedMs, scoringParameters));
        return success(statistics, scoringParameters) * (quality(statistics, scoringParameters) + speed) / 2;
    }

    static double success(PerformanceStatistics statistics, ScoringParameters scoringParameters) {
        return statistics.calls() == 0
                ? scoringParameters.priorSuccess()
                : mixed(
                        (double) statistics.calls(),
                        (double) statistics.successes() / statistics.calls(),
                        scoringParameters.priorSuccess(),
                        scoringParameters);
    }

    /** The quality to count with: what it is at least, by nine chances in ten. */
    static double quality(PerformanceStatistics statistics, ScoringParameters scoringParameters) {
        return scoringParameters.qualityEstimate() == QualityEstimate.BOUND
                ? QualityEstimate.lowerBound(
                        expectedQuality(statistics, scoringParameters),
                        statistics.judged() + scoringParameters.priorCalls())
                : expectedQuality(statistics, scoringParameters);
    }

    /** The quality to expect: the mean of the scores, drawn towards what is assumed. */
    static double expectedQuality(PerformanceStatistics statistics, ScoringParameters scoringParameters) {
        QualityEstimate estimate = scoringParameters.qualityEstimate();
        if (estimate == QualityEstimate.OFF) {
            return 1;
        } else if (estimate == QualityEstimate.BOUND) {
            return statistics.quality() == null
                    ? scoringParameters.priorQuality()
                    : mixed(
                            statistics.judged(),
                            statistics.quality(),
                            scoringParameters.priorQuality(),
                            scoringParameters);
        }
        return statistics.quality() == null
                ? scoringParameters.priorQuality()
                : mixed(
                        (double) statistics.successes(),
                        statistics.quality(),
                        scoringParameters.priorQuality(),
                        scoringParameters);
    }

    /** The latency to count with: the measured median, drawn towards what is stated or assumed. */
    static double latencyMs(PerformanceStatistics statistics, double statedMs, ScoringParameters scoringParameters) {
        double prior = Double.isNaN(statedMs) ? scoringParameters.latencyMidpointMs() : statedMs;
        return statistics.latencyP50Ms() == null
                ? prior
                : mixed((double) statistics.successes(), statistics.latencyP50Ms(), prior, scoringParameters);
    }

    private static double mixed(double seen, double measured, double assumed, ScoringParameters scoringParameters) {
        return seen == 0
                ? assumed
                : (measured * seen + assumed * scoringParameters.priorCalls())
                        / (seen + scoringParameters.priorCalls());
    }
}

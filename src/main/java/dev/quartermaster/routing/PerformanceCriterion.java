package dev.quartermaster.routing;

import dev.quartermaster.performance.PerformanceStatistics;

/**
 * The chance of an answer times how good it is: half its quality, half its speed. What is measured is mixed with what is
 * assumed as if that had been seen in {@link ScoringParameters#priorCalls} calls, so a model without history is between one that
 * proved good and one that proved bad, and a few calls do not decide.
 */
final class PerformanceCriterion {

    private PerformanceCriterion() {}

    /** @param statedMs the registry's word on its latency; not a number where it has none */
    static double score(PerformanceStatistics track, double statedMs, ScoringParameters terms) {
        double midpoint = terms.latencyMidpointMs();
        double speed = midpoint / (midpoint + latencyMs(track, statedMs, terms));
        return success(track, terms) * (quality(track, terms) + speed) / 2;
    }

    static double success(PerformanceStatistics track, ScoringParameters terms) {
        return track.calls() == 0
                ? terms.priorSuccess()
                : mixed(track.calls(), (double) track.successes() / track.calls(), terms.priorSuccess(), terms);
    }

    static double quality(PerformanceStatistics track, ScoringParameters terms) {
        return track.quality() == null
                ? terms.priorQuality()
                : mixed(track.successes(), track.quality(), terms.priorQuality(), terms);
    }

    /** The latency to count with: the measured median, drawn towards what is stated or assumed. */
    static double latencyMs(PerformanceStatistics track, double statedMs, ScoringParameters terms) {
        double prior = Double.isNaN(statedMs) ? terms.latencyMidpointMs() : statedMs;
        return track.latencyP50Ms() == null ? prior : mixed(track.successes(), track.latencyP50Ms(), prior, terms);
    }

    private static double mixed(long seen, double measured, double assumed, ScoringParameters terms) {
        return seen == 0 ? assumed : (measured * seen + assumed * terms.priorCalls()) / (seen + terms.priorCalls());
    }
}

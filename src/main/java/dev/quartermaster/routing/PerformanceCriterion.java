package dev.quartermaster.routing;

import dev.quartermaster.performance.Track;

/**
 * The chance of an answer times how good it is: half its quality, half its speed. What is measured is mixed with what is
 * assumed as if that had been seen in {@link Terms#priorCalls} calls, so a model without history is between one that
 * proved good and one that proved bad, and a few calls do not decide.
 */
final class PerformanceCriterion {

    private PerformanceCriterion() {}

    /** @param statedMs the registry's word on its latency; not a number where it has none */
    static double score(Track track, double statedMs, Terms terms) {
        double latency = latencyMs(track, statedMs, terms);
        double speed = terms.latencyMidpointMs() / (terms.latencyMidpointMs() + latency);
        return success(track, terms) * (quality(track, terms) + speed) / 2;
    }

    static double success(Track track, Terms terms) {
        return mixed(track.calls(), rate(track), terms.priorSuccess(), terms);
    }

    static double quality(Track track, Terms terms) {
        return mixed(track.successes(), track.quality(), terms.priorQuality(), terms);
    }

    /** The latency to count with: the measured median, drawn towards what is stated or assumed. */
    static double latencyMs(Track track, double statedMs, Terms terms) {
        double prior = Double.isNaN(statedMs) ? terms.latencyMidpointMs() : statedMs;
        return mixed(track.successes(), track.latencyP50Ms(), prior, terms);
    }

    private static Double rate(Track track) {
        return track.calls() == 0 ? null : Double.valueOf((double) track.successes() / track.calls());
    }

    private static double mixed(long seen, Double measured, double assumed, Terms terms) {
        double weight = seen + terms.priorCalls();
        return measured == null || seen == 0 ? assumed : (measured * seen + assumed * terms.priorCalls()) / weight;
    }
}

package dev.quartermaster.routing;

import dev.quartermaster.domain.model.Feature;

/**
 * Scores a model's spare capability: half for the features of its API, half for the room left in its context window.
 * Room counts up to 32 times the request; an unknown window counts as none.
 */
final class CapabilityCriterion {

    private static final double DOUBLINGS = 5;
    private static final double FEATURES = Feature.values().length;
    private static final double LOG_2 = StrictMath.log(2);

    private CapabilityCriterion() {}

    /** @param windowLog the window's {@link #log2}; not a number where it is unknown */
    static double score(double featureShare, double windowLog, double askedLog) {
        double doublings = windowLog - askedLog;
        double room = doublings > 0 ? Math.min(1, doublings / DOUBLINGS) : 0;
        return (featureShare + room) / 2;
    }

    static double featureShare(int features) {
        return features / FEATURES;
    }

    /** Strict: the same on every machine, so that a choice can be made again anywhere. */
    static double log2(long tokens) {
        return StrictMath.log((double) Math.max(1, tokens)) / LOG_2;
    }
}

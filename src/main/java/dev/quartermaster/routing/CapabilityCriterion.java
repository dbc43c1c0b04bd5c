package dev.quartermaster.routing;

import dev.quartermaster.domain.model.Feature;

/**
 * How much more a model can do than it must: half for the features its API has, half for the room its context window
 * leaves. A window of 32 times the request is all the room that counts; an unknown window counts as none to spare.
 */
final class CapabilityCriterion {

    private static final double DOUBLINGS = 5;
    private static final double FEATURES = Feature.values().length;
    private static final double LOG_2 = StrictMath.log(2);

    private CapabilityCriterion() {}

    /** @param windowLog the window's {@link #log2}; not a number where it is unknown */
    static double score(int features, double windowLog, double askedLog) {
        double doublings = windowLog - askedLog;
        double room = doublings > 0 ? Math.min(1, doublings / DOUBLINGS) : 0;
        return (features / FEATURES + room) / 2;
    }

    /** Strict: the same on every machine, so that a choice can be made again anywhere. */
    static double log2(long tokens) {
        return StrictMath.log(Math.max(1, tokens)) / LOG_2;
    }
}

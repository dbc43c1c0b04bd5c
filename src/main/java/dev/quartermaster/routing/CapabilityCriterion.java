package dev.quartermaster.routing;

import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;

/**
 * How much more a model can do than it must: half for the features its API has, half for the room its context window
 * leaves. A window of 32 times the request is all the room that counts; an unknown window counts as none to spare.
 */
final class CapabilityCriterion implements Criterion {

    private static final double DOUBLINGS = 5;
    private static final double FEATURES = Feature.values().length;
    private static final double LOG_2 = Math.log(2);

    @Override
    public double score(Candidate candidate, Need need) {
        ModelSpec model = candidate.model();
        double features = model.features().size() / FEATURES;
        return (features + room(model, need)) / 2;
    }

    private static double room(ModelSpec model, Need need) {
        if (model.contextWindow() == null) {
            return 0;
        }
        double asked = Math.max(1, need.inputTokens() + (need.maxOutputTokens() == null ? 0 : need.maxOutputTokens()));
        double doublings = Math.log(model.contextWindow() / asked) / LOG_2;
        return Math.min(1, Math.max(0, doublings / DOUBLINGS));
    }
}

package dev.quartermaster.metrics.request;

import dev.quartermaster.domain.ModelKey;
import java.util.function.Predicate;

/** Labels with limits of a test. */
public final class Labels {

    private Labels() {}

    public static MetricLabels of(int mostModels, int mostAgents, Predicate<ModelKey> isKnown) {
        return new MetricLabels(mostModels, mostAgents, isKnown);
    }

    public static MetricLabels any() {
        return of(1000, 1000, model -> true);
    }
}

package dev.quartermaster.routing;

import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.performance.window.PerformanceStatistics;

/**
 * Expected performance of a model's next answer: measurements blended with the configured prior.
 *
 * @param success probability of success, in [0,1]
 * @param quality in [0,1]
 */
public record ExpectedPerformance(double success, double quality, double latencyMs) {

    /** Computes the expectation from the inputs of a selection. */
    public static ExpectedPerformance of(ModelSpec model, SelectionInputs inputs) {
        PerformanceStatistics statistics = inputs.signals()
                .models()
                .getOrDefault(model.key(), ModelSignal.NONE)
                .track();
        double stated = model.averageResponseTimeMs() == null ? Double.NaN : model.averageResponseTimeMs();
        return of(statistics, stated, inputs.terms());
    }

    static ExpectedPerformance of(
            PerformanceStatistics statistics, double statedMs, ScoringParameters scoringParameters) {
        return new ExpectedPerformance(
                PerformanceCriterion.success(statistics, scoringParameters),
                PerformanceCriterion.expectedQuality(statistics, scoringParameters),
                PerformanceCriterion.latencyMs(statistics, statedMs, scoringParameters));
    }
}

package dev.quartermaster.performance;

import dev.quartermaster.alerts.AlertKind;
import dev.quartermaster.alerts.AlertRequest;
import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.performance.window.PerformanceStatistics;
import java.util.Locale;
import java.util.Map;

/** Raises an alert when too few of a model's calls succeed. */
final class DegradationRule {

    private final PerformanceConfig config;
    private final AlertService alertService;

    DegradationRule(PerformanceConfig config, AlertService alertService) {
        this.config = config;
        this.alertService = alertService;
    }

    /**
     * Checks a model's statistics of the last hour and raises its alert.
     *
     * @param hour the model's statistics over the last hour
     */
    void check(ModelKey model, PerformanceStatistics hour) {
        if (hour.calls() < config.degradedFromCalls()) {
            return;
        }
        double rate = (double) hour.successes() / hour.calls();
        if (rate < config.degradedBelow()) {
            String message = String.format(
                    Locale.ROOT,
                    "%s answered %.0f %% of its last %d calls; %.0f %% is the least",
                    model,
                    rate * 100,
                    hour.calls(),
                    config.degradedBelow() * 100);
            alertService.raise(new AlertRequest(
                    AlertKind.PERFORMANCE_DEGRADATION,
                    model.toString(),
                    message,
                    Map.of("success_rate", rate, "calls", hour.calls(), "threshold", config.degradedBelow())));
        }
    }
}

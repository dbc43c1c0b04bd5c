package dev.quartermaster.health;

import dev.quartermaster.alerts.AlertKind;
import dev.quartermaster.alerts.AlertRequest;
import dev.quartermaster.alerts.AlertService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Raises an alert when a circuit opens and resolves it when the circuit closes. */
@ApplicationScoped
class HealthAlerts implements HealthListener {

    private final AlertService alertService;

    HealthAlerts(AlertService alertService) {
        this.alertService = alertService;
    }

    @Override
    public void opened(String subject, HealthReport report) {
        alertService.raise(new AlertRequest(
                AlertKind.PROVIDER_UNAVAILABLE,
                subject,
                subject + " is unavailable after " + report.failures() + " failures in a row",
                Map.of(
                        "failures",
                        report.failures(),
                        "since",
                        String.valueOf(report.since()),
                        "retry_at",
                        String.valueOf(report.retryAt()))));
    }

    @Override
    public void closed(String subject) {
        alertService.resolve(AlertKind.PROVIDER_UNAVAILABLE, subject);
    }
}

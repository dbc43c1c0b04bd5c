package dev.quartermaster.health;

import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import dev.quartermaster.telemetry.StatusContributor.Finding;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Health of one model or provider, for people.
 *
 * @param since when it came into this state; null when nothing was heard of it
 * @param failures in a row, up to now
 * @param retryAt when it is tried again; null unless unavailable
 */
public record HealthReport(
        HealthState state,
        @Nullable Instant since,
        int failures,
        @Nullable Instant retryAt) {

    static final HealthReport UNKNOWN = new HealthReport(HealthState.UNKNOWN, null, 0, null);

    static HealthReport of(CircuitState circuitState) {
        return new HealthReport(
                circuitState.state(), circuitState.since(), circuitState.failures(), circuitState.retryAt());
    }

    /** Tells which providers and models are left alone now. */
    static ComponentStatus status(Map<String, HealthReport> unavailable, Instant start) {
        return ComponentStatus.of(
                unavailable.entrySet().stream()
                        .map(down -> new Finding(down.getValue().since(), down.getKey()))
                        .toList(),
                start,
                names -> "unavailable: " + ComponentStatus.listed(names),
                "They are left alone; requests go to other models where their route has any.");
    }
}

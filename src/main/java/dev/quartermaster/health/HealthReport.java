package dev.quartermaster.health;

import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import dev.quartermaster.telemetry.StatusContributor.Finding;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Health of one model or provider, for the interfaces.
 *
 * @param since the start of this state; null if there is no result yet
 * @param failures consecutive failures up to now
 * @param retryAt the time of the next trial; null unless unavailable
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

    /** Summarises the circuits that are open now. */
    static ComponentStatus status(Map<String, CircuitState> unavailable, Instant start) {
        return ComponentStatus.of(
                unavailable.entrySet().stream()
                        .map(down -> new Finding(down.getValue().since(), down.getKey()))
                        .toList(),
                start,
                names -> "unavailable: " + ComponentStatus.listed(names),
                "They are left alone; requests go to other models where their route has any.");
    }
}

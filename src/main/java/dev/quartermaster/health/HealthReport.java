package dev.quartermaster.health;

import java.time.Instant;

/**
 * Health of one model or provider, for people.
 *
 * @param since when it came into this state; null when nothing was heard of it
 * @param failures in a row, up to now
 * @param retryAt when it is tried again; null unless unavailable
 */
public record HealthReport(HealthState state, Instant since, int failures, Instant retryAt) {

    static final HealthReport UNKNOWN = new HealthReport(HealthState.UNKNOWN, null, 0, null);

    static HealthReport of(CircuitState circuitState) {
        return new HealthReport(
                circuitState.state(), circuitState.since(), circuitState.failures(), circuitState.retryAt());
    }
}

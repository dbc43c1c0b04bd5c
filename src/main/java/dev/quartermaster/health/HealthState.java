package dev.quartermaster.health;

import java.util.Locale;

/** Health of a model or a provider. */
public enum HealthState {
    /** There is no result yet; calls are admitted as for a healthy one. */
    UNKNOWN,
    HEALTHY,
    /** The last call failed, but too few in a row to open the circuit. */
    DEGRADED,
    /** The circuit is open until its pause is over. */
    UNAVAILABLE;

    /** Returns the name used in JSON. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

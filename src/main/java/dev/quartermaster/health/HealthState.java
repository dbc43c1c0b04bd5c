package dev.quartermaster.health;

import java.util.Locale;

/** Health of a model or a provider. */
public enum HealthState {
    /** Nothing was heard of it yet; it is called like a healthy one. */
    UNKNOWN,
    HEALTHY,
    /** Its last call failed, but not enough in a row to leave it alone. */
    DEGRADED,
    /** It is left alone until its pause is over. */
    UNAVAILABLE;

    /** The word used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

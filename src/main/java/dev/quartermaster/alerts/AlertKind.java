package dev.quartermaster.alerts;

import java.util.Locale;

/** What an alert is about. */
public enum AlertKind {
    BUDGET_THRESHOLD,
    PERFORMANCE_DEGRADATION,
    EXCESSIVE_FAILOVER,
    RATE_LIMIT_APPROACHING,
    PROVIDER_UNAVAILABLE,
    QUALITY_SWITCH,
    UNUSUAL_USAGE;

    /** The word used on the wire, in the store and as a metric label. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

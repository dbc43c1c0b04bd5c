package dev.quartermaster.alerts;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Kind of an alert. */
public enum AlertKind {
    BUDGET_THRESHOLD,
    PERFORMANCE_DEGRADATION,
    EXCESSIVE_FAILOVER,
    RATE_LIMIT_APPROACHING,
    PROVIDER_UNAVAILABLE,
    QUALITY_SWITCH,
    UNUSUAL_USAGE;

    /** Returns the name used over HTTP, in the database and as a metric label. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AlertKind> of(@Nullable String wire) {
        return Arrays.stream(values()).filter(kind -> kind.wire().equals(wire)).findFirst();
    }
}

package dev.quartermaster.health;

import dev.quartermaster.telemetry.StatusContributor;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** What of the providers is left alone now, as the status page shows it. */
@Singleton
class HealthDependency implements StatusContributor {

    private static final int MOST_NAMED = 10;

    private final CircuitBreakers circuitBreakers;
    private final Instant start;

    HealthDependency(CircuitBreakers circuitBreakers, Clock clock) {
        this.circuitBreakers = circuitBreakers;
        this.start = clock.instant();
    }

    @Override
    public String name() {
        return "providers";
    }

    @Override
    public ComponentStatus status() {
        Map<String, HealthReport> down = circuitBreakers.unavailable();
        if (down.isEmpty()) {
            return ComponentStatus.ok(start);
        }
        Instant since = down.values().stream()
                .map(HealthReport::since)
                .min(Instant::compareTo)
                .orElse(start);
        String named =
                String.join(", ", down.keySet().stream().limit(MOST_NAMED).toList());
        String more = down.size() > MOST_NAMED ? " and " + (down.size() - MOST_NAMED) + " more" : "";
        return new ComponentStatus(
                State.DEGRADED,
                since,
                "unavailable: " + named + more,
                "They are left alone; requests go to other models where their route has any.");
    }
}

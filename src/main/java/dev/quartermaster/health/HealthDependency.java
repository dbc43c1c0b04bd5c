package dev.quartermaster.health;

import dev.quartermaster.telemetry.Dependency;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** What of the providers is left alone now, as the status page shows it. */
@Singleton
class HealthDependency implements Dependency {

    private static final int MOST_NAMED = 10;

    private final HealthBoard board;
    private final Instant start;

    HealthDependency(HealthBoard board, Clock clock) {
        this.board = board;
        this.start = clock.instant();
    }

    @Override
    public String name() {
        return "providers";
    }

    @Override
    public Condition condition() {
        Map<String, HealthReport> down = board.unavailable();
        if (down.isEmpty()) {
            return Condition.ok(start);
        }
        Instant since = down.values().stream()
                .map(HealthReport::since)
                .min(Instant::compareTo)
                .orElse(start);
        String named =
                String.join(", ", down.keySet().stream().limit(MOST_NAMED).toList());
        String more = down.size() > MOST_NAMED ? " and " + (down.size() - MOST_NAMED) + " more" : "";
        return new Condition(
                State.DEGRADED,
                since,
                "unavailable: " + named + more,
                "They are left alone; requests go to other models where their route has any.");
    }
}

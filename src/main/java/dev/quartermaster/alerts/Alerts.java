package dev.quartermaster.alerts;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Takes concerns, and tells of each kind and subject once per window. Safe for any thread; never blocks, never fails. */
@ApplicationScoped
public class Alerts {

    private static final Duration WINDOW = Duration.ofHours(1);

    private final Map<String, Instant> told = new ConcurrentHashMap<>();
    private final Clock clock;

    public Alerts(Clock clock) {
        this.clock = clock;
    }

    /** Tells of it, unless the same was told within the window. */
    public void raise(Concern concern) {
        Instant now = clock.instant();
        String key = concern.kind().wire() + " " + concern.subject();
        Instant last =
                told.merge(key, now, (before, later) -> before.plus(WINDOW).isAfter(later) ? before : later);
        if (last.equals(now)) {
            Log.warnf("Alert %s: %s", key, concern.message());
        }
    }
}

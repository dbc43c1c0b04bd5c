package dev.quartermaster.alerts;

import dev.quartermaster.storage.DatabaseAway;
import dev.quartermaster.telemetry.SafeMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Raises alerts, each kind and subject once per window. Safe for any thread; never blocks, never fails. */
@ApplicationScoped
public class AlertService {

    private static final int SMALL = 1000;

    private final AlertWindow window;
    private final AlertPipeline room;
    private final SafeMetrics safeMetrics;
    private final Clock clock;

    @Inject
    AlertService(AlertsConfig config, AlertPipeline room, SafeMetrics safeMetrics, Clock clock) {
        this(config.window(), room, safeMetrics, clock);
    }

    /** Keeps to itself what it is told, for tests. */
    public AlertService(Clock clock) {
        this(
                Duration.ofHours(1),
                AlertPipeline.closed(SMALL),
                new SafeMetrics(new SimpleMeterRegistry(), clock),
                clock);
    }

    AlertService(Duration window, AlertPipeline room, SafeMetrics safeMetrics, Clock clock) {
        this.window = new AlertWindow(window);
        this.room = room;
        this.safeMetrics = safeMetrics;
        this.clock = clock;
    }

    /** Raises an alert, unless the same was raised within the window. */
    public void raise(AlertRequest alertRequest) {
        try {
            Alert alert = window.alert(alertRequest, clock.instant());
            if (room.add(alert)) {
                Log.warnf(
                        "Alert %s %s: %s", alertRequest.kind().wire(), alertRequest.subject(), alertRequest.message());
                count(alertRequest.kind());
            }
        } catch (RuntimeException e) {
            Log.errorf(e, "An alert was lost: %s %s", alertRequest.kind().wire(), alertRequest.subject());
        }
    }

    /** Marks the current window's alerts for the subject as resolved. */
    public void resolve(AlertKind kind, String subject) {
        Instant now = clock.instant();
        AlertFilter same = new AlertFilter(kind, subject, null, null, null, null, null);
        room.book().list(same).stream()
                .filter(alert -> alert.resolvedAt() == null)
                .forEach(alert -> room.change(alert.id(), open -> open.resolved(now)));
    }

    /** Notes that somebody has seen it; the first stays. Empty when there is no such alert. */
    public Uni<Optional<Alert>> acknowledge(UUID id, String who) {
        Instant now = clock.instant();
        Optional<Alert> known = room.change(id, alert -> alert.acknowledged(now, who));
        return known.isPresent()
                ? Uni.createFrom().item(known)
                : room.rows().acknowledge(id, now, who).map(found -> found.stream()
                        .findFirst());
    }

    /** The newest first. While the database is away, those in memory. */
    public Uni<List<Alert>> list(AlertFilter filter, int limit) {
        return room.rows()
                .list(filter, limit)
                .onFailure()
                .recoverWithItem(AlertService::noneKept)
                .map(kept -> together(kept, room.book().list(filter), limit));
    }

    /** That the database is away is said at the status; anything else is a mistake of ours, for the log. */
    private static List<Alert> noneKept(Throwable failure) {
        if (!(failure instanceof DatabaseAway)) {
            Log.error("Alerts could not be read from the database; the list has those in memory", failure);
        }
        return List.of();
    }

    /**
     * Alerts as they are told, from now on. Fails for a reader that is too slow.
     *
     * @param last the last one heard of before; those after it that are in memory come first
     */
    public Multi<Alert> stream(Optional<UUID> last) {
        return room.listen(last);
    }

    private void count(AlertKind kind) {
        safeMetrics.note(meters ->
                meters.counter("quartermaster.alerts", "kind", kind.wire()).increment());
    }

    /** Memory knows of the last moments what the database does not yet. */
    private static List<Alert> together(List<Alert> kept, List<Alert> remembered, int limit) {
        Map<UUID, Alert> all = new LinkedHashMap<>();
        remembered.forEach(alert -> all.put(alert.id(), alert));
        kept.forEach(alert -> all.merge(alert.id(), alert, Alert::merged));
        return all.values().stream()
                .sorted(AlertFilter.NEWEST_FIRST)
                .limit(limit)
                .toList();
    }
}

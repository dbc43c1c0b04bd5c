package dev.quartermaster.alerts;

import dev.quartermaster.storage.DatabaseAway;
import dev.quartermaster.telemetry.Metric;
import dev.quartermaster.telemetry.SafeMetrics;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Raises alerts, each kind and subject once per window. Safe for any thread; never blocks, never fails. */
@ApplicationScoped
public class AlertService {

    private final AlertWindow window;
    private final AlertPipeline pipeline;
    private final SafeMetrics safeMetrics;
    private final Clock clock;

    @Inject
    AlertService(AlertsConfig config, AlertPipeline room, SafeMetrics safeMetrics, Clock clock) {
        this(config.window(), room, safeMetrics, clock);
    }

    AlertService(Duration window, AlertPipeline room, SafeMetrics safeMetrics, Clock clock) {
        this.window = new AlertWindow(window);
        this.pipeline = room;
        this.safeMetrics = safeMetrics;
        this.clock = clock;
    }

    /** Raises an alert, unless the same was raised within the window. */
    public void raise(AlertRequest alertRequest) {
        raiseOf(clock.instant(), alertRequest);
    }

    /**
     * Raises an alert of what is found out later, unless the same was raised within the window of its moment.
     *
     * @param moment when it was so
     */
    public void raiseOf(Instant moment, AlertRequest alertRequest) {
        raise(alertRequest, () -> window.alert(alertRequest, moment, clock.instant()));
    }

    /**
     * Raises an alert, unless the same was raised in a window that is not of the clock.
     *
     * @param name of the window, the same on all instances
     * @param windowEndsAt when it is over
     */
    public void raiseIn(String name, Instant windowEndsAt, AlertRequest alertRequest) {
        raise(alertRequest, () -> {
            String whole = alertRequest.kind().wire() + '\n' + alertRequest.subject() + '\n' + name;
            UUID id = UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8));
            return Alert.of(id, alertRequest, clock.instant().truncatedTo(ChronoUnit.MICROS), windowEndsAt);
        });
    }

    private void raise(AlertRequest alertRequest, Supplier<Alert> made) {
        try {
            Alert alert = made.get();
            if (pipeline.add(alert)) {
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
        pipeline.buffer().list(same).stream()
                .filter(alert -> alert.resolvedAt() == null)
                .forEach(alert -> pipeline.change(alert.id(), open -> open.resolved(now)));
    }

    /** Acknowledges an alert; the first acknowledgement stays. Empty if there is no such alert. */
    public Uni<Optional<Alert>> acknowledge(UUID id, String by) {
        Instant now = clock.instant();
        Optional<Alert> known = pipeline.change(id, alert -> alert.acknowledged(now, by));
        return known.isPresent()
                ? Uni.createFrom().item(known)
                : pipeline.repository().acknowledge(id, now, by).map(found -> found.stream()
                        .findFirst());
    }

    /** Lists the newest first; while the database is down, those in memory. */
    public Uni<List<Alert>> list(AlertFilter filter, int limit) {
        return pipeline.repository()
                .list(filter, limit)
                .onFailure()
                .recoverWithItem(AlertService::noneStored)
                .map(stored -> merge(stored, pipeline.buffer().list(filter), limit));
    }

    /** Logs an unexpected failure; the status page reports a database that is down. */
    private static List<Alert> noneStored(Throwable failure) {
        if (!(failure instanceof DatabaseAway)) {
            Log.error("Alerts could not be read from the database; the list has those in memory", failure);
        }
        return List.of();
    }

    /**
     * Streams alerts as they are raised. Fails for a reader that is too slow.
     *
     * @param last the last alert that the reader knows; those after it that are in memory come first
     */
    public Multi<Alert> stream(Optional<UUID> last) {
        return pipeline.listen(last);
    }

    private void count(AlertKind kind) {
        safeMetrics.record(meters -> meters.counter(Metric.ALERTS.id(), Metric.ALERTS.tags(kind.wire()))
                .increment());
    }

    /** Adds alerts in memory that are not yet in the database. */
    private static List<Alert> merge(List<Alert> stored, List<Alert> inMemory, int limit) {
        Map<UUID, Alert> all = new LinkedHashMap<>();
        inMemory.forEach(alert -> all.put(alert.id(), alert));
        stored.forEach(alert -> all.merge(alert.id(), alert, Alert::merged));
        return all.values().stream()
                .sorted(AlertFilter.NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    /**
     * Window of an alert. Windows begin at whole multiples of their length, so that all instances derive the same id for
     * the same kind and subject, and an alert is raised once for all.
     */
    static final class AlertWindow {

        private final Duration length;

        /** @param length zero to raise every request */
        AlertWindow(Duration length) {
            this.length = length;
        }

        /** @param moment which lies in the window */
        Alert alert(AlertRequest alertRequest, Instant moment, Instant now) {
            Instant time = now.truncatedTo(ChronoUnit.MICROS);
            if (length.toMillis() <= 0) {
                return Alert.of(UUID.randomUUID(), alertRequest, time, time);
            }
            long start = Math.floorDiv(moment.toEpochMilli(), length.toMillis()) * length.toMillis();
            String name = alertRequest.kind().wire() + '\n' + alertRequest.subject() + '\n' + start;
            UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
            return Alert.of(id, alertRequest, time, Instant.ofEpochMilli(start).plus(length));
        }
    }
}

package dev.quartermaster.alerts;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Window of an alert. Windows begin at whole multiples of their length, so that all instances derive the same id for
 * the same kind and subject, and an alert is raised once for all.
 */
final class AlertWindow {

    private final Duration length;

    /** @param length zero for none: then every concern is told */
    AlertWindow(Duration length) {
        this.length = length;
    }

    Alert alert(AlertRequest alertRequest, Instant now) {
        Instant time = now.truncatedTo(ChronoUnit.MICROS);
        if (length.toMillis() <= 0) {
            return Alert.of(UUID.randomUUID(), alertRequest, time, time);
        }
        long start = Math.floorDiv(now.toEpochMilli(), length.toMillis()) * length.toMillis();
        String name = alertRequest.kind().wire() + '\n' + alertRequest.subject() + '\n' + start;
        UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return Alert.of(id, alertRequest, time, Instant.ofEpochMilli(start).plus(length));
    }
}

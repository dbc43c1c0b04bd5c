package dev.quartermaster.alerts;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are asked for, the newest first; null is any.
 *
 * @param from the earliest
 * @param to later than the latest
 * @param beforeTime with {@code beforeId} the last alert of the page before
 */
public record AlertFilter(
        @Nullable AlertKind kind,
        @Nullable String subject,
        @Nullable Boolean acknowledged,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Instant beforeTime,
        @Nullable String beforeId) {

    public static final AlertFilter ALL = new AlertFilter(null, null, null, null, null, null, null);

    /** Orders by time, then by id as text, as the database does. */
    static final Comparator<Alert> NEWEST_FIRST = Comparator.comparing(Alert::time)
            .thenComparing(alert -> alert.id().toString())
            .reversed();

    boolean matches(Alert alert) {
        return (kind == null || kind == alert.kind())
                && (subject == null || subject.equals(alert.subject()))
                && (acknowledged == null || acknowledged == (alert.acknowledgedAt() != null))
                && (from == null || !alert.time().isBefore(from))
                && (to == null || alert.time().isBefore(to))
                && isBehind(alert);
    }

    private boolean isBehind(Alert alert) {
        if (beforeTime == null) {
            return true;
        }
        int byTime = alert.time().compareTo(beforeTime);
        return byTime < 0 || byTime == 0 && alert.id().toString().compareTo(beforeId) < 0;
    }
}

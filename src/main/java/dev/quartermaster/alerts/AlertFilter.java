package dev.quartermaster.alerts;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Selects alerts, newest first; null matches any.
 *
 * @param from the start, inclusive
 * @param to the end, exclusive
 * @param beforeTime with {@code beforeId}, the last alert of the previous page
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
                && isAfterCursor(alert);
    }

    private boolean isAfterCursor(Alert alert) {
        if (beforeTime == null) {
            return true;
        }
        int byTime = alert.time().compareTo(beforeTime);
        return byTime < 0 || (byTime == 0 && alert.id().toString().compareTo(beforeId) < 0);
    }
}

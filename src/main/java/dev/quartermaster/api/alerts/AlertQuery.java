package dev.quartermaster.api.alerts;

import dev.quartermaster.alerts.Alert;
import dev.quartermaster.alerts.AlertFilter;
import dev.quartermaster.alerts.AlertKind;
import dev.quartermaster.api.Cursor;
import dev.quartermaster.api.Page;
import dev.quartermaster.api.QueryParameters;
import dev.quartermaster.api.TimeRange;
import dev.quartermaster.domain.QuartermasterException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query parameters of a list of alerts. */
public record AlertQuery(
        @QueryParam("kind") @Nullable String kind,
        @QueryParam("subject") @Nullable String subject,
        @QueryParam("acknowledged") @Nullable String acknowledged,
        @QueryParam("from") @Nullable String from,
        @QueryParam("to") @Nullable String to,

        @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT)
        String limit,

        @QueryParam("cursor") @Nullable String cursor) {

    AlertFilter filter() {
        TimeRange range = TimeRange.ofUrl(from, to);
        Cursor.Moment place = Cursor.moment(cursor);
        return new AlertFilter(
                knownKind(),
                QueryParameters.text(subject),
                QueryParameters.flag("acknowledged", acknowledged),
                range.from(),
                range.to(),
                place == null ? null : place.time(),
                place == null ? null : place.id().toString());
    }

    static Cursor cursor(Alert last) {
        return Cursor.of(last.time(), last.id());
    }

    private @Nullable AlertKind knownKind() {
        String word = QueryParameters.text(kind);
        if (word == null) {
            return null;
        }
        return AlertKind.of(word)
                .orElseThrow(() -> QuartermasterException.invalid(
                        "kind",
                        "'kind' must be one of "
                                + Arrays.stream(AlertKind.values())
                                        .map(AlertKind::wire)
                                        .collect(Collectors.joining(", "))));
    }
}

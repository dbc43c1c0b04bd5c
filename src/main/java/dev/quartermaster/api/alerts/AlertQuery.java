package dev.quartermaster.api.alerts;

import dev.quartermaster.alerts.Alert;
import dev.quartermaster.alerts.AlertFilter;
import dev.quartermaster.alerts.AlertKind;
import dev.quartermaster.api.Paging;
import dev.quartermaster.api.QueryParameters;
import dev.quartermaster.api.TimeCursor;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Timestamps;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The parameters of a question for alerts. */
public class AlertQuery {

    @QueryParam("kind")
    String kind;

    @QueryParam("subject")
    String subject;

    @QueryParam("acknowledged")
    String acknowledged;

    @QueryParam("from")
    String from;

    @QueryParam("to")
    String to;

    @QueryParam("limit")
    @DefaultValue(Paging.DEFAULT_LIMIT)
    String limit;

    @QueryParam("cursor")
    String cursor;

    AlertFilter filter() {
        TimeCursor place = TimeCursor.parse(cursor);
        return new AlertFilter(
                kind(),
                QueryParameters.text(subject),
                QueryParameters.flag("acknowledged", acknowledged),
                Timestamps.ofUrl("from", from),
                Timestamps.ofUrl("to", to),
                place == null ? null : place.time(),
                place == null ? null : place.id().toString());
    }

    static String cursor(Alert last) {
        return new TimeCursor(last.time(), last.id()).cursor();
    }

    private AlertKind kind() {
        if (QueryParameters.text(kind) == null) {
            return null;
        }
        return AlertKind.of(kind.strip())
                .orElseThrow(() -> QuartermasterException.invalid(
                        "kind",
                        "'kind' must be one of "
                                + Arrays.stream(AlertKind.values())
                                        .map(AlertKind::wire)
                                        .collect(Collectors.joining(", "))));
    }
}

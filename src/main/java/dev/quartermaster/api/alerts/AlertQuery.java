package dev.quartermaster.api.alerts;

import dev.quartermaster.alerts.Alert;
import dev.quartermaster.alerts.AlertFilter;
import dev.quartermaster.alerts.AlertKind;
import dev.quartermaster.api.Paging;
import dev.quartermaster.api.QueryWords;
import dev.quartermaster.api.TimePlace;
import dev.quartermaster.domain.GivenTime;
import dev.quartermaster.domain.QuartermasterException;
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
        TimePlace place = TimePlace.parse(cursor);
        return new AlertFilter(
                kind(),
                QueryWords.text(subject),
                QueryWords.flag("acknowledged", acknowledged),
                GivenTime.ofUrl("from", from),
                GivenTime.ofUrl("to", to),
                place == null ? null : place.time(),
                place == null ? null : place.id().toString());
    }

    static String cursor(Alert last) {
        return new TimePlace(last.time(), last.id()).cursor();
    }

    private AlertKind kind() {
        if (QueryWords.text(kind) == null) {
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

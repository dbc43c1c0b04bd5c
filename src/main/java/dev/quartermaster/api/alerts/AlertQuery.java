package dev.quartermaster.api.alerts;

import dev.quartermaster.alerts.Alert;
import dev.quartermaster.alerts.AlertFilter;
import dev.quartermaster.alerts.AlertKind;
import dev.quartermaster.api.Paging;
import dev.quartermaster.domain.QuartermasterException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.UUID;
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
        String[] place = place();
        return new AlertFilter(
                kind(),
                given(subject),
                flag(),
                time("from", from),
                time("to", to),
                place == null ? null : instant(place[0]),
                place == null ? null : id(place[1]));
    }

    static String cursor(Alert last) {
        return Paging.cursor(last.time() + " " + last.id());
    }

    private AlertKind kind() {
        if (given(kind) == null) {
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

    private Boolean flag() {
        if (given(acknowledged) == null) {
            return null;
        }
        return switch (acknowledged.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw QuartermasterException.invalid("acknowledged", "'acknowledged' must be true or false");
        };
    }

    private String[] place() {
        if (given(cursor) == null) {
            return null;
        }
        String[] place = Paging.after(cursor).split(" ");
        if (place.length != 2) {
            throw Paging.badCursor();
        }
        return place;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw Paging.badCursor();
        }
    }

    private static String id(String text) {
        try {
            return UUID.fromString(text).toString();
        } catch (IllegalArgumentException e) {
            throw Paging.badCursor();
        }
    }

    private static String given(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static Instant time(String param, String text) {
        if (given(text) == null) {
            return null;
        }
        try {
            // A plus sign that was not escaped in the URL arrives as a space.
            return OffsetDateTime.parse(text.strip().replace(' ', '+')).toInstant();
        } catch (DateTimeException e) {
            throw QuartermasterException.invalid(param, "'" + param + "' must be a time such as 2026-01-31T12:00:00Z");
        }
    }
}

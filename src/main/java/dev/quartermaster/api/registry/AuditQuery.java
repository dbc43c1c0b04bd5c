package dev.quartermaster.api.registry;

import dev.quartermaster.api.Paging;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.storage.audit.AuditFilter;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The parameters of a question to the audit trail. */
public class AuditQuery {

    @QueryParam("subject_kind")
    String subjectKind;

    @QueryParam("subject_id")
    String subjectId;

    @QueryParam("who")
    String who;

    @QueryParam("source")
    String source;

    @QueryParam("action")
    String action;

    @QueryParam("from")
    String from;

    @QueryParam("to")
    String to;

    @QueryParam("limit")
    @DefaultValue(Paging.DEFAULT_LIMIT)
    String limit;

    @QueryParam("cursor")
    String cursor;

    AuditFilter filter() {
        return new AuditFilter(
                given(subjectKind),
                given(subjectId),
                given(who),
                given(source),
                given(action),
                time("from", from),
                time("to", to),
                place());
    }

    private Long place() {
        if (given(cursor) == null) {
            return null;
        }
        try {
            return Long.valueOf(Paging.after(cursor));
        } catch (NumberFormatException e) {
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
            throw QuartermasterException.invalid(param, param + " must be a time such as 2026-01-31T12:00:00Z");
        }
    }
}

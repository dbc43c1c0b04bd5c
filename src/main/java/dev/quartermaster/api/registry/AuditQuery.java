package dev.quartermaster.api.registry;

import dev.quartermaster.api.Paging;
import dev.quartermaster.api.QueryParameters;
import dev.quartermaster.domain.Timestamps;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.AuditFilter;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

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
                QueryParameters.text(subjectKind),
                QueryParameters.text(subjectId),
                QueryParameters.text(who),
                QueryParameters.text(source),
                QueryParameters.text(action),
                Timestamps.ofUrl("from", from),
                Timestamps.ofUrl("to", to),
                place());
    }

    static String cursor(AuditEntry last) {
        return Paging.cursor(String.valueOf(last.id()));
    }

    private Long place() {
        if (QueryParameters.text(cursor) == null) {
            return null;
        }
        try {
            return Long.valueOf(Paging.after(cursor));
        } catch (NumberFormatException e) {
            throw Paging.badCursor();
        }
    }
}

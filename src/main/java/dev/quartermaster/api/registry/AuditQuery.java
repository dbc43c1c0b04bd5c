package dev.quartermaster.api.registry;

import dev.quartermaster.api.Paging;
import dev.quartermaster.api.QueryWords;
import dev.quartermaster.domain.GivenTime;
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
                QueryWords.text(subjectKind),
                QueryWords.text(subjectId),
                QueryWords.text(who),
                QueryWords.text(source),
                QueryWords.text(action),
                GivenTime.ofUrl("from", from),
                GivenTime.ofUrl("to", to),
                place());
    }

    static String cursor(AuditEntry last) {
        return Paging.cursor(String.valueOf(last.id()));
    }

    private Long place() {
        if (QueryWords.text(cursor) == null) {
            return null;
        }
        try {
            return Long.valueOf(Paging.after(cursor));
        } catch (NumberFormatException e) {
            throw Paging.badCursor();
        }
    }
}

package dev.quartermaster.api.registry;

import dev.quartermaster.api.Cursor;
import dev.quartermaster.api.Page;
import dev.quartermaster.api.QueryParameters;
import dev.quartermaster.api.TimeRange;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.AuditFilter;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** The query parameters of the audit log. */
public record AuditQuery(
        @QueryParam("subject_kind") @Nullable String subjectKind,
        @QueryParam("subject_id") @Nullable String subjectId,
        @QueryParam("who") @Nullable String who,
        @QueryParam("source") @Nullable String source,
        @QueryParam("action") @Nullable String action,
        @QueryParam("from") @Nullable String from,
        @QueryParam("to") @Nullable String to,

        @QueryParam("limit") @DefaultValue(Page.DEFAULT_LIMIT)
        String limit,

        @QueryParam("cursor") @Nullable String cursor) {

    AuditFilter filter() {
        TimeRange range = TimeRange.ofUrl(from, to);
        return new AuditFilter(
                QueryParameters.text(subjectKind),
                QueryParameters.text(subjectId),
                QueryParameters.text(who),
                QueryParameters.text(source),
                QueryParameters.text(action),
                range.from(),
                range.to(),
                place());
    }

    static Cursor cursor(AuditEntry last) {
        return new Cursor(String.valueOf(last.id()));
    }

    private @Nullable Long place() {
        Cursor last = Cursor.parse(QueryParameters.text(cursor));
        try {
            return last == null ? null : Long.valueOf(last.key());
        } catch (NumberFormatException notANumber) {
            throw Cursor.refused();
        }
    }
}

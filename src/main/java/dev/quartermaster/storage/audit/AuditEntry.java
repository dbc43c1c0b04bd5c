package dev.quartermaster.storage.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change that somebody made.
 *
 * @param id sorts changes by when they were made; null before it is booked
 * @param time when it was booked; null before
 * @param action {@code create}, {@code update}, {@code delete}, or what was done, as a verb
 * @param subjectKind what was changed: {@code model}, {@code agent}, {@code budget} …
 * @param subjectId which one of that kind
 * @param before as JSON, without secrets; null where there was nothing
 * @param after as JSON, without secrets; null where there is nothing any more
 */
public record AuditEntry(
        @Nullable Long id,
        @Nullable Instant time,
        Author author,
        @Nullable String action,
        String subjectKind,
        @Nullable String subjectId,
        @Nullable String before,
        @Nullable String after) {

    /** Returns this entry as it is kept. */
    AuditEntry kept(long keptId, Instant keptTime) {
        return new AuditEntry(keptId, keptTime, author, action, subjectKind, subjectId, before, after);
    }

    public static AuditEntry of(
            Author author,
            String action,
            String subjectKind,
            @Nullable String subjectId,
            @Nullable String before,
            @Nullable String after) {
        return new AuditEntry(null, null, author, action, subjectKind, subjectId, before, after);
    }
}

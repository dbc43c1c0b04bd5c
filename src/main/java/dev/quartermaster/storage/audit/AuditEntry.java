package dev.quartermaster.storage.audit;

import java.time.Instant;

/**
 * One change that somebody made.
 *
 * @param id sorts changes by when they were made; null before it is booked
 * @param time when it was booked; null before
 * @param action {@code create}, {@code update} or {@code delete}
 * @param subjectKind what was changed: {@code model}, {@code agent}, {@code budget} …
 * @param subjectId which one of that kind
 * @param before as JSON, without secrets; null where there was nothing
 * @param after as JSON, without secrets; null where there is nothing any more
 */
public record AuditEntry(
        Long id,
        Instant time,
        Author author,
        String action,
        String subjectKind,
        String subjectId,
        String before,
        String after) {

    public static AuditEntry of(
            Author author, String action, String subjectKind, String subjectId, String before, String after) {
        return new AuditEntry(null, null, author, action, subjectKind, subjectId, before, after);
    }
}

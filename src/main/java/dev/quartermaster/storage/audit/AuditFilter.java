package dev.quartermaster.storage.audit;

import java.time.Instant;

/**
 * Which changes to read, the newest first; every part may be null.
 *
 * @param from the first moment that counts
 * @param to the first moment that does not
 * @param before only changes with a smaller id: where the page before this one ended
 */
public record AuditFilter(
        String subjectKind,
        String subjectId,
        String who,
        String source,
        String action,
        Instant from,
        Instant to,
        Long before) {}

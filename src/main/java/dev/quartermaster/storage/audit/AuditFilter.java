package dev.quartermaster.storage.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which changes to read, the newest first; every part may be null.
 *
 * @param from the first moment that counts
 * @param to the first moment that does not
 * @param before only changes with a smaller id: where the page before this one ended
 */
public record AuditFilter(
        @Nullable String subjectKind,
        @Nullable String subjectId,
        @Nullable String who,
        @Nullable String source,
        @Nullable String action,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Long before) {}

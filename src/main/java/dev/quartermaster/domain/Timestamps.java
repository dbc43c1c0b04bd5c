package dev.quartermaster.domain;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Moments as callers write them, in RFC 3339. */
public final class Timestamps {

    private Timestamps() {}

    /**
     * @param field where it stands in the request
     * @throws QuartermasterException {@code invalid_request}, naming the field
     */
    public static Instant of(String field, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw QuartermasterException.invalid(field, "'" + field + "' must be a time such as 2026-01-31T12:00:00Z");
        }
    }

    /** The same of a URL's parameter; null when that is absent or blank. */
    public static @Nullable Instant ofUrl(String param, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        // A plus sign that was not escaped in the URL arrives as a space.
        return of(param, text.strip().replace(' ', '+'));
    }
}

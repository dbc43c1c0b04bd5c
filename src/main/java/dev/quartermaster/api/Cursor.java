package dev.quartermaster.api;

import dev.quartermaster.domain.QuartermasterException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The place where a page ended, opaque to callers.
 *
 * @param key of the page's last row
 */
public record Cursor(String key) {

    /** The key of a list that goes by time, and by id among rows of one moment. */
    public record Moment(Instant time, UUID id) {}

    public static Cursor of(@Nullable Instant time, UUID id) {
        return new Cursor(time + " " + id);
    }

    /**
     * Reads a cursor.
     *
     * @return null for the first page, which needs none
     * @throws QuartermasterException when no list gave it out
     */
    public static @Nullable Cursor parse(@Nullable String text) {
        try {
            return text == null
                    ? null
                    : new Cursor(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException broken) {
            throw refused();
        }
    }

    /** Reads the cursor of a list that goes by time; null for the first page. */
    public static @Nullable Moment moment(@Nullable String text) {
        Cursor cursor = parse(QueryParameters.text(text));
        return cursor == null ? null : cursor.moment();
    }

    private Moment moment() {
        String[] parts = key.split(" ", -1);
        try {
            if (parts.length == 2) {
                return new Moment(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            }
        } catch (DateTimeException | IllegalArgumentException broken) {
            // Refused below, as one with too few parts is.
        }
        throw refused();
    }

    /** Writes it in the form that callers carry back. */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    public static QuartermasterException refused() {
        return QuartermasterException.invalid("cursor", "'cursor' is not one that this list gave out");
    }
}

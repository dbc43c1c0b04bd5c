package dev.quartermaster.cost;

import dev.quartermaster.domain.QuartermasterException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/**
 * Cursor of a page. Opaque to callers.
 *
 * @param to the end of the requested time, the same on all pages
 * @param skip rows of earlier pages
 */
record CostCursor(Instant to, int skip) {

    static CostCursor parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", -1);
            if (parts.length == 2 && Integer.parseInt(parts[1]) >= 0) {
                return new CostCursor(Instant.parse(parts[0]), Integer.parseInt(parts[1]));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // Refused below.
        }
        throw QuartermasterException.invalid("cursor", "cursor is not one that an earlier page held");
    }

    String text() {
        byte[] bytes = (to + " " + skip).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

package dev.quartermaster.api;

import dev.quartermaster.domain.QuartermasterException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** The {@code limit} and {@code cursor} of lists whose pages begin behind a key. */
public final class Paging {

    /** How many a page holds when the caller does not say. */
    public static final String DEFAULT_LIMIT = "100";

    private static final int MOST = 1000;

    private Paging() {}

    /** @throws QuartermasterException when it is no number, or one out of range */
    public static int limit(String limit) {
        try {
            int size = Integer.parseInt(limit.strip());
            if (size >= 1 && size <= MOST) {
                return size;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, as a number out of range is.
        }
        throw QuartermasterException.invalid("limit", "'limit' must be a number from 1 to " + MOST);
    }

    /**
     * One page of rows that were asked for.
     *
     * @param more whether another page follows
     */
    public record Part<T>(List<T> rows, boolean more) {

        /** What asks for the page behind this one; null when there is none. */
        public String next(Function<T, String> cursor) {
            return more ? cursor.apply(rows.get(rows.size() - 1)) : null;
        }
    }

    /** @param rows one more than the page holds, if there are as many: that one tells whether another page follows */
    public static <T> Part<T> part(List<T> rows, int limit) {
        return new Part<>(rows.subList(0, Math.min(limit, rows.size())), rows.size() > limit);
    }

    /** @param last the key of a page's last row; null when there are no more */
    public static String cursor(String last) {
        return last == null
                ? null
                : Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    /** The key behind which the page begins. */
    public static String after(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw badCursor();
        }
    }

    public static QuartermasterException badCursor() {
        return QuartermasterException.invalid("cursor", "'cursor' is not one that this list gave out");
    }
}

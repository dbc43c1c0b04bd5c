package dev.quartermaster.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.domain.QuartermasterException;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list. Pages begin behind a key.
 *
 * @param nextCursor asks for the rows after these; null when there are none
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Page<T>(
        List<T> data, @Schema(nullable = true) @Nullable String nextCursor) {

    /** The default size of a page. */
    public static final String DEFAULT_LIMIT = "100";

    private static final int MOST = 1000;

    /** The whole list. */
    public static <T> Page<T> whole(List<T> data) {
        return new Page<>(data, null);
    }

    /**
     * Makes a page of rows.
     *
     * @param rows one more than the page holds, if there are as many: that one tells if another page follows
     */
    public static <R, T> Page<T> of(List<R> rows, int limit, Function<R, T> shown, Function<R, Cursor> cursor) {
        List<R> held = rows.subList(0, Math.min(limit, rows.size()));
        boolean more = rows.size() > limit;
        return new Page<>(
                held.stream().map(shown).toList(),
                more ? cursor.apply(held.get(limit - 1)).text() : null);
    }

    /** Reads the size of a page. */
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
}

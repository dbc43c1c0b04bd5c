package dev.quartermaster.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/** Where a page ended of a list that goes by time, and by id among rows of one moment. */
public record TimeCursor(Instant time, UUID id) {

    /**
     * @return null for the first page: nothing was said
     * @throws dev.quartermaster.domain.QuartermasterException when no list gave it out
     */
    public static TimeCursor parse(String cursor) {
        if (QueryParameters.text(cursor) == null) {
            return null;
        }
        String[] place = Paging.after(cursor).split(" ", -1);
        try {
            if (place.length == 2) {
                return new TimeCursor(Instant.parse(place[0]), UUID.fromString(place[1]));
            }
        } catch (DateTimeException | IllegalArgumentException broken) {
            // Refused below, as one with too few parts is.
        }
        throw Paging.badCursor();
    }

    public String cursor() {
        return Paging.cursor(time + " " + id);
    }
}

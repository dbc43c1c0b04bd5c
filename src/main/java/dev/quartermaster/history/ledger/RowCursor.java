package dev.quartermaster.history.ledger;

import java.time.Instant;
import java.util.UUID;

/** Position of a row in the order of time and id; a page starts after it. */
public record RowCursor(Instant time, UUID id) {

    /** Creates a cursor before every row of that time. */
    public static RowCursor before(Instant time) {
        return new RowCursor(time, new UUID(0, 0));
    }
}

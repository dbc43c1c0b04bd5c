package dev.quartermaster.history.ledger;

import dev.quartermaster.history.InvocationRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Requests that other instances wrote down.
 *
 * @param requests in the order they were asked for; of their bills only the cost and the output, of their origins only the
 *     agent
 * @param readAt the database's time up to which all that had arrived is in it, but for what was still being written
 * @param last where the next page begins; null where this was the last one
 */
public record ArrivedRequests(
        List<InvocationRecord> requests,
        Instant readAt,
        @Nullable Place last) {

    /** A row's place among the others. */
    public record Place(Instant time, UUID id) {

        /** Before every row of this time. */
        public static Place at(Instant time) {
            return new Place(time, new UUID(0, 0));
        }
    }
}

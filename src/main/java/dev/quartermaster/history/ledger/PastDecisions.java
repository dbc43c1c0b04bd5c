package dev.quartermaster.history.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which past decisions are meant.
 *
 * @param from the first moment that counts
 * @param to the first moment that does not
 * @param agentType null for all
 */
public record PastDecisions(
        Instant from, Instant to, @Nullable String agentType) {

    /** The end of a page: the time and id of its last decision. */
    public record Place(Instant time, UUID id) {

        /** Before the first decision of a window. */
        public static Place before(Instant from) {
            return new Place(from, new UUID(0, 0));
        }
    }
}

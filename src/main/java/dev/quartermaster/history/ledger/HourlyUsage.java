package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.Money;
import java.time.Instant;
import java.util.Locale;

/**
 * Usage of an agent type or a key in one hour and in the week before it, at all instances.
 *
 * @param name the agent type, or the name of the key
 * @param first the first hour that it used anything in, exact within that week; some time before it if that was longer ago
 * @param weekRequests the requests of the week before
 * @param weekCost their cost; a cost that is not known adds nothing
 */
public record HourlyUsage(
        Kind kind, String name, long requests, Money cost, Instant first, long weekRequests, Money weekCost) {

    /** Kind of user. */
    public enum Kind {
        AGENT,
        KEY;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

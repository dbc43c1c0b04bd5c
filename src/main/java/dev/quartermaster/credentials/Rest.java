package dev.quartermaster.credentials;

import java.time.Instant;

/**
 * Time in which a key is left out.
 *
 * @param why what its provider answered
 */
record Rest(Instant since, Instant until, String why) {

    boolean isOver(Instant now) {
        return !now.isBefore(until);
    }
}

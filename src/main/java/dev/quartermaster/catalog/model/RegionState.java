package dev.quartermaster.catalog.model;

import java.time.Instant;
import java.util.Locale;

/**
 * State of a region's control plane at the last query.
 *
 * @param since the first time of this state
 * @param detail the reason, unless the kind is {@link Kind#OK}; never a secret
 */
public record RegionState(Kind kind, Instant since, String detail) {

    public enum Kind {
        OK,
        /** The account may not use it: a fact, not a failure. */
        NOT_ENABLED,
        /** It did not answer; what it offered before is kept. */
        FAILED;

        /** The word used on the wire and in the cache file. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public RegionState {
        if (kind == null || since == null) {
            throw new IllegalArgumentException("a region's state needs a kind and a time");
        }
    }
}

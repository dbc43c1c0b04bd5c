package dev.quartermaster.cache;

import java.util.Locale;
import java.util.Optional;

/** Use that a request makes of the response cache. */
public enum CacheMode {
    /** An answer is taken from it and kept in it if the request is deterministic. */
    DEFAULT,
    /** No answer is taken from it or kept in it. */
    BYPASS,
    /** An answer is taken from it, and no model is called. */
    ONLY,
    /** As by default, for a request that is not deterministic too. */
    FORCE;

    /** The word on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<CacheMode> parse(String word) {
        for (CacheMode mode : values()) {
            if (mode.wire().equals(word)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}

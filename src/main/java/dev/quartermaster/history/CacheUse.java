package dev.quartermaster.history;

import dev.quartermaster.domain.Money;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the cache of answers did for a request.
 *
 * @param saved what a hit would have cost at its provider; null for all others, and where no price is known
 */
public record CacheUse(Status status, @Nullable Money saved) {

    /** Tells whether the cache answered. */
    public enum Status {
        HIT,
        MISS,
        BYPASS
    }

    public CacheUse {
        if (saved != null && status != Status.HIT) {
            throw new IllegalArgumentException("only a hit saves its cost");
        }
    }
}

package dev.quartermaster.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Instructions of a caller for the cache.
 *
 * @param ttl how long its answer is kept, and the greatest age of one that it takes; null for the configured time
 */
public record CacheWish(CacheMode mode, @Nullable Duration ttl) {

    public static final CacheWish NONE = new CacheWish(CacheMode.DEFAULT, null);

    /** The longest time for which an answer is kept. */
    public static final Duration LONGEST = Duration.ofDays(1);

    public CacheWish {
        if (mode == null || (ttl != null && (ttl.isNegative() || ttl.compareTo(LONGEST) > 0))) {
            throw new IllegalArgumentException("a wish needs a mode, and a time of at most a day");
        }
    }
}

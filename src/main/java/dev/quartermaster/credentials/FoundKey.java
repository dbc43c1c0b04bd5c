package dev.quartermaster.credentials;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key and where it was found.
 *
 * @param source the place by name: a setting, a variable, a secret
 * @param since when it was set, or first seen
 * @param slot where the database keeps it; null in other places
 */
public record FoundKey(
        ApiKey key,
        KeyOrigin origin,
        String source,
        Instant since,
        @Nullable Integer slot) {

    /** Creates one of a place without slots. */
    public FoundKey(ApiKey key, KeyOrigin origin, String source, Instant since) {
        this(key, origin, source, since, null);
    }
}

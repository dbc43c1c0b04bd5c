package dev.quartermaster.cache.entry;

import dev.quartermaster.cache.key.CacheKey;
import dev.quartermaster.cache.key.Tenant;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A kept answer and what is known of it.
 *
 * @param asked when the request began that the answer was made for: what is cleared later than that clears it
 * @param created when the answer was whole
 * @param expires from when on it is no longer given
 * @param model the one that answered
 * @param agentType of the request it was made for; null without one
 * @param cost what it cost, and what giving it again saves; null where the price was not known
 * @param answerId the name of the answer where its provider gave none: the decision it was made by
 */
public record CacheEntry(
        CacheKey key,
        Instant asked,
        Instant created,
        Instant expires,
        Tenant tenant,
        ModelKey model,
        @Nullable String agentType,
        @Nullable Money cost,
        UUID answerId,
        CachedValue value) {

    public CacheEntry {
        if (key == null || tenant == null || model == null || value == null) {
            throw new IllegalArgumentException("an entry needs a key, a tenant, a model and a value");
        }
    }

    public Duration age(Instant now) {
        Duration age = Duration.between(created, now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}

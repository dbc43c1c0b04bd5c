package dev.quartermaster.cache;

import dev.quartermaster.domain.Money;
import org.jspecify.annotations.Nullable;

/**
 * Counts of the use of the cache since this instance started.
 *
 * @param model a qualified model id; {@code other} for those beyond a bound
 * @param agentType null for requests of no agent
 * @param hits answers that were given again; of vectors each text counts
 * @param misses requests that asked a model
 * @param stored answers that were kept
 * @param evictions kept answers that had to make place for others
 * @param saved what the answers given again had cost
 */
public record CacheUsage(
        String model, @Nullable String agentType, long hits, long misses, long stored, long evictions, Money saved) {

    /** The sum of two, under the names of the first. */
    CacheUsage plus(CacheUsage other) {
        return new CacheUsage(
                model,
                agentType,
                hits + other.hits,
                misses + other.misses,
                stored + other.stored,
                evictions + other.evictions,
                saved.plus(other.saved));
    }
}

package dev.quartermaster.cache;

import dev.quartermaster.cache.entry.CacheEntry;
import dev.quartermaster.domain.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is given again.
 *
 * @param created when it was made; of vectors, when the oldest was
 * @param age of it, or of the oldest
 * @param saved what it had cost; null where that is not known
 * @param answerId names the answer where its provider does not
 */
public record CacheHit(
        Instant created, Duration age, @Nullable Money saved, UUID answerId) {

    static CacheHit of(CacheEntry entry, Instant now) {
        return new CacheHit(entry.created(), entry.age(now), entry.cost(), entry.answerId());
    }

    /** @param entries at least one */
    static CacheHit of(List<CacheEntry> entries, Instant now) {
        CacheHit all = of(entries.get(0), now);
        for (CacheEntry entry : entries.subList(1, entries.size())) {
            all = all.and(of(entry, now));
        }
        return all;
    }

    private CacheHit and(CacheHit other) {
        boolean older = other.created.isBefore(created);
        return new CacheHit(
                older ? other.created : created,
                older ? other.age : age,
                saved == null || other.saved == null ? null : saved.plus(other.saved),
                answerId);
    }
}

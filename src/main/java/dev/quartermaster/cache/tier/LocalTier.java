package dev.quartermaster.cache.tier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.quartermaster.cache.entry.CacheEntry;
import dev.quartermaster.cache.entry.EntryWeight;
import dev.quartermaster.cache.key.CacheKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps entries in the memory of this process, each until it expires, within a number of bytes. Safe for any thread.
 *
 * <p>Caffeine finds the class that fits how a cache is built by its name, which a native executable must be told: of this
 * one its cache is {@code SSMWA} and its nodes are {@code PSWMW}.
 */
@RegisterForReflection(
        classNames = {
            "com.github.benmanes.caffeine.cache.SS",
            "com.github.benmanes.caffeine.cache.SSMW",
            "com.github.benmanes.caffeine.cache.SSMWA",
            "com.github.benmanes.caffeine.cache.PS",
            "com.github.benmanes.caffeine.cache.PSW",
            "com.github.benmanes.caffeine.cache.PSWMW"
        })
public final class LocalTier {

    private final Cache<CacheKey, CacheEntry> cache;
    private final LongAdder evictions = new LongAdder();

    /** @param evicted told of an entry that had to make place for others */
    public LocalTier(long maxBytes, Clock clock, Consumer<CacheEntry> evicted) {
        this.cache = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((CacheKey key, CacheEntry entry) -> EntryWeight.of(entry))
                .expireAfter(new UntilItExpires(clock))
                .evictionListener((key, entry, cause) -> {
                    if (cause.wasEvicted() && cause != com.github.benmanes.caffeine.cache.RemovalCause.EXPIRED) {
                        evictions.increment();
                        if (entry != null) {
                            evicted.accept(entry);
                        }
                    }
                })
                // What is left to do after a change is little, and is done by whoever made it.
                .executor(Runnable::run)
                .build();
    }

    public @Nullable CacheEntry get(CacheKey key) {
        return cache.getIfPresent(key);
    }

    public void put(CacheEntry entry) {
        cache.put(entry.key(), entry);
    }

    public void remove(CacheKey key) {
        cache.invalidate(key);
    }

    /** Removes what fits. @return how many entries that were */
    public long removeIf(Predicate<CacheEntry> fits) {
        long removed = 0;
        for (CacheEntry entry : cache.asMap().values()) {
            if (fits.test(entry) && cache.asMap().remove(entry.key(), entry)) {
                removed++;
            }
        }
        return removed;
    }

    public long entries() {
        return cache.estimatedSize();
    }

    /** The bytes that the entries are reckoned to take. */
    public long bytes() {
        return cache.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }

    /** How many entries had to make place for others. */
    public long evictions() {
        return evictions.sum();
    }

    private record UntilItExpires(Clock clock) implements Expiry<CacheKey, CacheEntry> {

        @Override
        public long expireAfterCreate(CacheKey key, CacheEntry entry, long now) {
            return Math.max(
                    0, Duration.between(clock.instant(), entry.expires()).toNanos());
        }

        @Override
        public long expireAfterUpdate(CacheKey key, CacheEntry entry, long now, long left) {
            return expireAfterCreate(key, entry, now);
        }

        @Override
        public long expireAfterRead(CacheKey key, CacheEntry entry, long now, long left) {
            return left;
        }
    }
}

package dev.quartermaster.cache;

import dev.quartermaster.domain.Money;
import dev.quartermaster.storage.ChangeFeed;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** Shows what the cache is good for, and clears it, here, in the second tier, and at the other instances. */
@Singleton
public class CacheAdministration {

    private static final String CHANNEL = "response_cache";

    private final ResponseCache cache;
    private final CacheConfig config;
    private final ChangeFeed feed;

    CacheAdministration(ResponseCache cache, CacheConfig config, ChangeFeed feed) {
        this.cache = cache;
        this.config = config;
        this.feed = feed;
    }

    /**
     * The state of the cache in this instance, and its counts since the start.
     *
     * @param total over all models and agents
     * @param bytes that the entries in memory are reckoned to take
     */
    public record CacheState(
            boolean enabled,
            boolean shared,
            long entries,
            long bytes,
            long maxBytes,
            CacheUsage total,
            List<CacheUsage> usage) {}

    /**
     * Result of a clearing.
     *
     * @param entries removed from the memory of this instance
     * @param everywhere whether the second tier knows of it; true without one
     */
    public record Cleared(long entries, boolean everywhere) {}

    void atStart(@Observes StartupEvent start) {
        feed.onMessage(
                CHANNEL, text -> Infrastructure.getDefaultExecutor().execute(() -> cache.clearHere(Clear.parse(text))));
        // Notices are lost while there is no connection for them.
        feed.onChange(CHANNEL, () -> cache.learnClears().subscribe().with(done -> {}));
    }

    public CacheState state() {
        List<CacheUsage> usage = cache.statistics().all();
        CacheUsage none = new CacheUsage("", null, 0, 0, 0, 0, Money.ZERO);
        return new CacheState(
                config.enabled(),
                cache.isShared(),
                cache.local().entries(),
                cache.local().bytes(),
                cache.maxBytes(),
                usage.stream().reduce(none, CacheUsage::plus),
                usage);
    }

    public Uni<Cleared> clear(Clear clear) {
        feed.publish(CHANNEL, clear.text());
        return cache.clearShared(clear).chain(known -> Uni.createFrom()
                .item(() -> cache.clearHere(clear))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .map(entries -> new Cleared(entries, known)));
    }
}

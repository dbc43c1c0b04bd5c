package dev.quartermaster.cache;

import dev.quartermaster.cache.entry.CacheEntry;
import dev.quartermaster.cache.entry.CachedValue;
import dev.quartermaster.cache.entry.EntryWeight;
import dev.quartermaster.cache.key.CacheKey;
import dev.quartermaster.cache.tier.LocalTier;
import dev.quartermaster.cache.tier.RedisTier;
import dev.quartermaster.cache.tier.RedisTier.Found;
import dev.quartermaster.domain.HeapShare;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.telemetry.FailSafeListener;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds, keeps and clears answers, in this process and, where there is a second tier, in it too. An entry that has expired,
 * is older than the request takes, or was cleared is never given. Safe for any thread.
 */
public final class ResponseCache {

    /** The most by which the clocks of two instances are taken to differ. */
    static final Duration CLOCK_MARGIN = Duration.ofSeconds(5);

    private static final int PART_OF_HEAP = 8;
    private static final long MOST_BYTES = 64 << 20;

    private final CacheConfig config;
    private final Clock clock;
    private final LocalTier local;
    private final @Nullable RedisTier shared;
    private final Clears clears = new Clears();
    private final CacheStatistics statistics = new CacheStatistics();
    private final FailSafeListener guard;
    private final long longestEntry;
    private final long maxBytes;
    private final boolean enabled;

    /** @param shared the second tier; empty without one */
    public ResponseCache(CacheConfig config, Optional<RedisTier> shared, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.enabled = config.enabled();
        this.longestEntry = config.maxEntryBytes().asLongValue();
        this.shared = shared.orElse(null);
        this.guard = new FailSafeListener("cache", "Answers are made anew that could have been given again.", clock);
        this.maxBytes =
                config.maxBytes().map(MemorySize::asLongValue).orElseGet(() -> HeapShare.of(PART_OF_HEAP, MOST_BYTES));
        this.local = new LocalTier(maxBytes, clock, entry -> statistics.evicted(entry.model(), entry.agentType()));
    }

    /** The memory that entries may take in this process, in bytes. */
    long maxBytes() {
        return maxBytes;
    }

    /** Returns whether the answer to such a request may be taken from the cache and kept in it. */
    public boolean admits(ChatRequest request, CacheWish wish) {
        if (!enabled) {
            return false;
        }
        return switch (wish.mode()) {
            case BYPASS -> false;
            case DEFAULT ->
                Cacheability.isDeterministic(request)
                        && Cacheability.isClosed(request)
                        && Cacheability.isSelfContained(request);
            case ONLY, FORCE -> Cacheability.isClosed(request);
        };
    }

    /** Returns whether vectors may be taken from the cache and kept in it; a text always has the same. */
    public boolean admitsVectors(CacheWish wish) {
        return enabled && wish.mode() != CacheMode.BYPASS;
    }

    /** The largest answer that is kept, in bytes. */
    public long longestEntry() {
        return longestEntry;
    }

    /** The answer, if this process has it; null otherwise. */
    public @Nullable CacheEntry find(CacheTicket ticket) {
        return find(ticket.key(), ticket);
    }

    /** The entry of another key, for the request of the ticket. */
    public @Nullable CacheEntry find(CacheKey key, CacheTicket ticket) {
        CacheEntry entry = local.get(key);
        return entry != null && gives(entry, ticket) ? entry : null;
    }

    /** Returns whether there is a second tier. */
    public boolean isShared() {
        return shared != null;
    }

    /** The entries that the second tier has, null for each that it has not; kept in this process too. Never fails. */
    public Uni<List<@Nullable CacheEntry>> findShared(List<CacheKey> keys, CacheTicket ticket) {
        RedisTier tier = shared;
        return tier == null
                ? Uni.createFrom().item(new ArrayList<>(Collections.nCopies(keys.size(), null)))
                : tier.find(keys).map(found -> given(found, ticket));
    }

    private List<@Nullable CacheEntry> given(Found found, CacheTicket ticket) {
        Map<Clear, Instant> cleared = learn(found.clears());
        List<@Nullable CacheEntry> given = new ArrayList<>();
        for (CacheEntry entry : found.entries()) {
            boolean good = entry != null
                    && gives(entry, ticket)
                    && entry.tenant().equals(ticket.tenant())
                    && !Clears.cover(cleared, entry, ticket.agentType(), CLOCK_MARGIN);
            if (good) {
                local.put(entry);
            }
            given.add(good ? entry : null);
        }
        return given;
    }

    /** Returns whether the request takes this entry. */
    public boolean gives(CacheEntry entry, CacheTicket ticket) {
        Instant now = clock.instant();
        Duration most = ticket.ttl();
        return now.isBefore(entry.expires())
                && (most == null || entry.age(now).compareTo(most) < 0)
                && !clears.cover(entry, ticket.agentType());
    }

    /** A request is answered by these entries; one for each text of vectors. */
    public CacheHit hit(List<CacheEntry> entries, CacheTicket ticket) {
        entries.forEach(entry -> statistics.hit(entry.model(), ticket.agentType(), entry.cost()));
        return CacheHit.of(entries, clock.instant());
    }

    /** A request found no entry, and asks its model. */
    public void missed(CacheTicket ticket) {
        statistics.missed(ticket.model(), ticket.agentType());
    }

    /**
     * Keeps a chat's answer, if it is one to keep.
     *
     * @param model the one that answered
     * @param key under which that model's answer is found
     * @param cost null where it is not known
     * @param answerId names the answer where its provider does not
     * @return the entry; null where the answer is not kept
     */
    public @Nullable CacheEntry keep(
            CacheTicket ticket, ModelKey model, CacheKey key, CachedValue value, @Nullable Money cost, UUID answerId) {
        boolean whole = !(value instanceof CachedValue.Chat chat) || Cacheability.isWorthKeeping(chat.reply());
        Duration life = ticket.ttl() == null ? config.ttl() : ticket.ttl();
        if (!whole || !ticket.keeps() || life.isZero()) {
            return null;
        }
        Instant now = clock.instant();
        CacheEntry entry = new CacheEntry(
                key,
                ticket.asked(),
                now,
                now.plus(life),
                ticket.tenant(),
                model,
                ticket.agentType(),
                cost,
                answerId,
                value);
        if (EntryWeight.of(entry) > longestEntry || clears.cover(entry, ticket.agentType())) {
            return null;
        }
        local.put(entry);
        if (shared != null) {
            shared.put(entry, life);
        }
        ticket.kept(key);
        statistics.stored(model, ticket.agentType());
        return entry;
    }

    /** Removes the answer that a request left, in all tiers: it turned out not to be worth keeping. */
    public void evict(CacheTicket ticket) {
        ticket.dismiss();
        for (CacheKey key : ticket.kept()) {
            local.remove(key);
            if (shared != null) {
                shared.remove(key);
            }
        }
    }

    /** Clears at this instance what another one has cleared, or this one is to clear. @return how many entries that were */
    long clearHere(Clear clear) {
        clears.add(clear, clock.instant());
        return local.removeIf(entry -> clear.covers(entry, null));
    }

    /** Reads from the second tier what others have cleared: their notices may have been lost. Never fails. */
    Uni<Void> learnClears() {
        return shared == null
                ? Uni.createFrom().voidItem()
                : shared.clears().invoke(this::learn).replaceWithVoid();
    }

    private Map<Clear, Instant> learn(Map<String, Instant> told) {
        Map<Clear, Instant> cleared = new HashMap<>();
        told.forEach((text, time) -> {
            Clear clear = Clear.parse(text);
            cleared.put(clear, time);
            clears.add(clear, time);
        });
        return cleared;
    }

    /** Tells the second tier what is cleared. @return whether it knows; true without one */
    Uni<Boolean> clearShared(Clear clear) {
        return shared == null ? Uni.createFrom().item(true) : shared.clear(clear.text(), clock.instant());
    }

    /** What looks for answers and keeps them runs in here: a failure of the cache is none of a request. */
    public FailSafeListener guard() {
        return guard;
    }

    CacheStatistics statistics() {
        return statistics;
    }

    LocalTier local() {
        return local;
    }
}

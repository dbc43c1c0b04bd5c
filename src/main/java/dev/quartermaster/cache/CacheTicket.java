package dev.quartermaster.cache;

import dev.quartermaster.cache.key.CacheKey;
import dev.quartermaster.cache.key.Tenant;
import dev.quartermaster.domain.ModelKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Permission of one request to take an answer from the cache and to leave one in it, and what became of that. Belongs to one request and is touched
 * by one thread at a time.
 */
public final class CacheTicket {

    private final Tenant tenant;
    private final CacheWish wish;
    private final Instant asked;
    private final ModelKey model;
    private final @Nullable String agentType;
    private final CacheKey key;
    private boolean keeps = true;
    private @Nullable CacheHit hit;
    private List<CacheKey> kept = List.of();

    /**
     * @param asked when the request began
     * @param model that is to answer
     * @param key of that model's answer
     */
    public CacheTicket(
            Tenant tenant, CacheWish wish, Instant asked, ModelKey model, @Nullable String agentType, CacheKey key) {
        this.tenant = tenant;
        this.wish = wish;
        this.asked = asked;
        this.model = model;
        this.agentType = agentType;
        this.key = key;
    }

    public Tenant tenant() {
        return tenant;
    }

    public Instant asked() {
        return asked;
    }

    public ModelKey model() {
        return model;
    }

    public @Nullable String agentType() {
        return agentType;
    }

    public CacheKey key() {
        return key;
    }

    /** Returns whether no model is to be called for it. */
    public boolean asksNobody() {
        return wish.mode() == CacheMode.ONLY;
    }

    /** The greatest age of an answer that it takes, and the life of the one that it leaves; null where it says nothing. */
    @Nullable Duration ttl() {
        return wish.ttl();
    }

    /** Its answer is not to be kept, as it was judged not to be worth it. */
    public void dismiss() {
        keeps = false;
    }

    boolean keeps() {
        return keeps;
    }

    void kept(CacheKey place) {
        kept = Stream.concat(kept.stream(), Stream.of(place)).toList();
    }

    /** Where its answer was kept. */
    List<CacheKey> kept() {
        return kept;
    }

    /** The request is answered from the cache. */
    public void answered(CacheHit by) {
        hit = by;
    }

    /** What it was answered with; null where a model answers. */
    public @Nullable CacheHit hit() {
        return hit;
    }
}

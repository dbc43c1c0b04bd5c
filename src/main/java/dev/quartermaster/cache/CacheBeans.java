package dev.quartermaster.cache;

import dev.quartermaster.cache.tier.RedisTier;
import dev.quartermaster.telemetry.StatusContributor;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the beans of the cache. The client of Redis is made only where its address is set, and connects with the first use. */
@Singleton
class CacheBeans {

    private final Optional<RedisTier> shared;

    CacheBeans(
            CacheConfig config,
            @ConfigProperty(name = "REDIS_URL") Optional<String> address,
            Instance<Redis> redis,
            Vertx vertx,
            Clock clock) {
        require(config.ttl());
        this.shared = address.filter(url -> !url.isBlank() && config.enabled())
                .map(url -> new RedisTier(
                        redis.get(),
                        vertx,
                        new RedisTier.Settings(
                                config.redis().timeout(),
                                config.redis().pause(),
                                config.redis().keyPrefix()),
                        clock));
    }

    private static void require(Duration ttl) {
        if (ttl.isNegative() || ttl.compareTo(CacheWish.LONGEST) > 0) {
            throw new IllegalArgumentException("quartermaster.cache.ttl must be at most a day, and not below 0");
        }
    }

    @Produces
    @Singleton
    ResponseCache cache(CacheConfig config, Clock clock) {
        return new ResponseCache(config, shared, clock);
    }

    @Produces
    @Singleton
    StatusContributor contributor(ResponseCache cache) {
        return StatusContributor.of("cache", () -> {
            ComponentStatus own = cache.guard().status();
            return own.state() != StatusContributor.State.OK
                    ? own
                    : shared.map(RedisTier::status).orElse(own);
        });
    }
}

package dev.quartermaster.cache;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "quartermaster.cache")
public interface CacheConfig {

    /** Whether answers are kept. */
    @WithDefault("true")
    boolean enabled();

    /** How long an answer is kept unless its request says so; at most a day. */
    @WithDefault("1h")
    Duration ttl();

    /** The memory that kept answers take in each instance; an eighth of the heap, and at most 64 MB, if it is not set. */
    Optional<MemorySize> maxBytes();

    /** The largest answer that is kept. */
    @WithDefault("1M")
    MemorySize maxEntryBytes();

    /** Names of groups, and the ids of the callers in each that may be given each other's answers. */
    Map<String, List<String>> sharingGroups();

    /** The tier that instances share; it is used where {@code REDIS_URL} is set. */
    Redis redis();

    interface Redis {

        /** The longest time that a request waits for Redis. */
        @WithDefault("50ms")
        Duration timeout();

        /** How long Redis is left alone after several failures in a row. */
        @WithDefault("5s")
        Duration pause();

        /** What all keys in Redis begin with. */
        @WithDefault("quartermaster:cache:")
        String keyPrefix();
    }
}

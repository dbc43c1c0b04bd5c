package dev.quartermaster.cache;

import dev.quartermaster.testing.EmbeddedRedis;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service with its response cache in both tiers. */
public final class CachingHouse implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quartermaster.cache.enabled", "true",
                // A busy build machine is slower than a caller would put up with.
                "quartermaster.cache.redis.timeout", "500ms",
                "quartermaster.cache.redis.pause", "1s",
                "quartermaster.providers.openai.max-concurrent", "2000");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(EmbeddedRedis.class));
    }
}

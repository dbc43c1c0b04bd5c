package dev.quartermaster.testing;

import dev.quartermaster.catalog.FakeControlPlane;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/**
 * Small limits, short pauses and the catalog of fake control planes. The tests that need one of these do not mind the
 * others, so that they share one start.
 */
public final class TightSettings implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quartermaster.limits.callers.anonymous.requests-per-minute", "3",
                "quartermaster.limits.queue.length", "0",
                "quartermaster.failover.deadline", "5s",
                "quartermaster.providers.openai.max-concurrent", "1",
                "quartermaster.health.failure-threshold", "3",
                "quartermaster.health.back-off", "1ms",
                "quartermaster.catalog.bedrock.cache-mode", "memory",
                "AWS_BEARER_TOKEN_BEDROCK", "test-token",
                // With a key Bedrock is not simulated; nothing listens on port 1.
                "quartermaster.providers.bedrock.base-url", "http://localhost:1");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(FakeControlPlane.class));
    }
}

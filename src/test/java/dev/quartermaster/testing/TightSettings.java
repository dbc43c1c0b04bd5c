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
        return Map.ofEntries(
                Map.entry("quartermaster.limits.callers.anonymous.requests-per-minute", "3"),
                Map.entry("quartermaster.limits.queue.length", "0"),
                Map.entry("quartermaster.failover.deadline", "5s"),
                Map.entry("quartermaster.providers.openai.max-concurrent", "1"),
                Map.entry("quartermaster.health.failure-threshold", "3"),
                Map.entry("quartermaster.health.back-off", "1ms"),
                // Back to 1972: other tests have rows of long ago, which are to stay.
                Map.entry("quartermaster.history.retention.invocation-days", "20000"),
                Map.entry("quartermaster.history.retention.decision-days", "16500"),
                Map.entry("quartermaster.catalog.bedrock.cache-mode", "memory"),
                Map.entry("AWS_BEARER_TOKEN_BEDROCK", "test-token"),
                // With a key Bedrock is not simulated; nothing listens on port 1.
                Map.entry("quartermaster.providers.bedrock.base-url", "http://localhost:1"));
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(FakeControlPlane.class));
    }
}

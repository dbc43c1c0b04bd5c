package dev.quartermaster.metrics;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A house whose metrics go to all places. */
public final class WatchedHouse implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quartermaster.cache.enabled", "true");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Sinks.class));
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(FixedCredentials.class);
    }
}

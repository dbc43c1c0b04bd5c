package dev.quartermaster.api.providers;

import dev.quartermaster.metrics.FixedCredentials;
import dev.quartermaster.metrics.Sinks;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A house that nobody enters without a key, and that keeps keys of providers. */
public final class KeptKeys implements QuarkusTestProfile {

    public static final String ADMIN = "admin-kanarie-of-the-house-0001";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quartermaster.auth.enabled",
                "true",
                "quartermaster.admin.key",
                ADMIN,
                "quartermaster.health.probe-timeout",
                "2s",
                "quartermaster.history.linger",
                "20ms",
                // Providers that fail are tried as often as ever, without the pauses.
                "quartermaster.failover.rounds",
                "1ms,1ms,1ms");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(KeyWorld.class), new TestResourceEntry(Sinks.class));
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(FixedCredentials.class);
    }
}

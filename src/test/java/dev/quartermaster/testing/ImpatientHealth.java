package dev.quartermaster.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.time.Duration;
import java.util.Map;

/**
 * Circuit breakers that open after three failures, short probes, and no probe that nobody asked for. A low answer is a failed
 * attempt, and does not count against health. There is no master key.
 */
public final class ImpatientHealth implements QuarkusTestProfile {

    public static final Duration PROBE_TIMEOUT = Duration.ofMillis(700);

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quartermaster.health.failure-threshold", "3",
                "quartermaster.failover.on-low-quality", "true",
                "quartermaster.master.key", "",
                "quartermaster.failover.rounds", "20ms",
                "quartermaster.failover.longest-wait", "100ms",
                "quartermaster.health.probe-timeout", PROBE_TIMEOUT.toMillis() + "ms",
                "quartermaster.health.interval", "24h");
    }
}

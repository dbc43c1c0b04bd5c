package dev.quartermaster.faults;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A house that is quick to lose patience, so that faults take no time. */
public class FaultyHouse implements QuarkusTestProfile {

    /** Of every provider. A busy machine answers well within them. */
    static final Map<String, String> TIMEOUTS = Map.of(
            "connect-timeout", "600ms",
            "timeout", "600ms",
            "first-token-timeout", "600ms",
            "idle-timeout", "600ms");

    static final Duration DEADLINE = Duration.ofSeconds(8);

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quartermaster.failover.deadline", DEADLINE.toSeconds() + "s",
                "quartermaster.failover.continue-streams", "true",
                "quartermaster.history.journal-dir", "target/faults/journal",
                "quartermaster.history.linger", "20ms");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(FaultyWorld.class));
    }
}

package dev.quartermaster.faults;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A house whose providers fail, and which does not give up before they have done so often enough. */
public class FaultyHouse implements QuarkusTestProfile {

    static final Duration DEADLINE = Duration.ofSeconds(15);

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quartermaster.failover.deadline", DEADLINE.toSeconds() + "s",
                "quartermaster.failover.back-off", "10ms",
                "quartermaster.failover.rounds", "20ms,40ms,80ms",
                // Every cell is to see all the calls that are its due.
                "quartermaster.failover.retry-budget-percent", "100",
                "quartermaster.failover.retry-budget-floor", "100000",
                "quartermaster.failover.continue-streams", "true",
                "quartermaster.history.journal-dir", "target/faults/journal",
                "quartermaster.history.linger", "20ms");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(FaultyWorld.class));
    }
}

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
        return Map.ofEntries(
                Map.entry("quartermaster.failover.deadline", DEADLINE.toSeconds() + "s"),
                Map.entry("quartermaster.health.failure-threshold", "3"),
                // What flaps is to come back while it is looked at.
                Map.entry("quartermaster.health.back-off", "300ms,600ms"),
                Map.entry("quartermaster.failover.back-off", "10ms"),
                Map.entry("quartermaster.failover.rounds", "20ms,40ms,80ms"),
                // Every cell is to see all the calls that are its due.
                Map.entry("quartermaster.failover.retry-budget-percent", "100"),
                Map.entry("quartermaster.failover.retry-budget-floor", "100000"),
                Map.entry("quartermaster.failover.continue-streams", "true"),
                Map.entry("quartermaster.history.journal-dir", "target/faults/journal"),
                Map.entry("quartermaster.history.linger", "20ms"));
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(FaultyWorld.class));
    }
}

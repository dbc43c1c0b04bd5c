package dev.quartermaster.alerts;

import dev.quartermaster.telemetry.Dependency;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/** Where alerts are kept, as the status page shows it. */
@Singleton
class AlertsDependency implements Dependency {

    private final AlertRoom room;
    private final Instant start;

    AlertsDependency(AlertRoom room, Clock clock) {
        this.room = room;
        this.start = clock.instant();
    }

    @Override
    public String name() {
        return "alerts";
    }

    @Override
    public Condition condition() {
        AlertKeeper.Problem problem = room.keeper().problem();
        return problem == null
                ? Condition.ok(start)
                : new Condition(
                        State.DEGRADED,
                        problem.since(),
                        problem.detail(),
                        "Alerts are told by this instance and kept in memory, " + problem.waiting()
                                + " of them waiting for the database; those of other instances are not seen, and may be"
                                + " told twice.");
    }
}

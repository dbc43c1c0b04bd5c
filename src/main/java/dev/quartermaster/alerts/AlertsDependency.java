package dev.quartermaster.alerts;

import dev.quartermaster.telemetry.StatusContributor;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/** Where alerts are kept, as the status page shows it. */
@Singleton
class AlertsDependency implements StatusContributor {

    private final AlertPipeline room;
    private final Instant start;

    AlertsDependency(AlertPipeline room, Clock clock) {
        this.room = room;
        this.start = clock.instant();
    }

    @Override
    public String name() {
        return "alerts";
    }

    @Override
    public ComponentStatus status() {
        AlertPersister.Problem problem = room.keeper().problem();
        return problem == null
                ? ComponentStatus.ok(start)
                : new ComponentStatus(
                        State.DEGRADED,
                        problem.since(),
                        problem.detail(),
                        "Alerts are told by this instance and kept in memory, " + problem.waiting()
                                + " of them waiting for the database; those of other instances are not seen, and may be"
                                + " told twice.");
    }
}

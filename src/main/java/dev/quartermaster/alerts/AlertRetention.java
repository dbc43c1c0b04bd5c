package dev.quartermaster.alerts;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Forgets alerts that are older than they are kept, a few at a time, so that no other question to the database waits long.
 * Any instance may do so, also several at once.
 */
@Singleton
public class AlertRetention {

    static final int AT_ONCE = 500;

    private final AlertRepository rows;
    private final Duration keep;
    private final Clock clock;

    AlertRetention(AlertsConfig config, AlertRepository rows, Clock clock) {
        this.rows = rows;
        this.keep = config.keep();
        this.clock = clock;
    }

    /** Completes when all of them are gone, or the database does not answer; never fails. */
    public Uni<Void> forget() {
        return Uni.createFrom()
                .deferred(() -> forget(clock.instant().minus(keep)))
                .onFailure()
                .invoke(failure -> Log.debugf("Old alerts were not deleted: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> forget(Instant before) {
        return rows.forget(before, AT_ONCE)
                .chain(deleted -> deleted < AT_ONCE ? Uni.createFrom().voidItem() : forget(before));
    }
}

package dev.quartermaster.alerts;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Deletes expired alerts in small batches, so that other queries do not wait long. Several instances may do so at the
 * same time.
 */
@Singleton
public class AlertRetention {

    static final int BATCH = 500;

    private final AlertRepository repository;
    private final Duration keep;
    private final Clock clock;

    AlertRetention(AlertsConfig config, AlertRepository repository, Clock clock) {
        this.repository = repository;
        this.keep = config.keep();
        this.clock = clock;
    }

    /** Completes when all expired alerts are deleted, or the database does not answer; never fails. */
    public Uni<Void> deleteExpired() {
        return attempt()
                .onFailure()
                .invoke(failure -> Log.debugf("Old alerts were not deleted: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** Completes when all expired alerts are deleted; fails when the database does not answer. */
    public Uni<Void> attempt() {
        return Uni.createFrom().deferred(() -> deleteExpired(clock.instant().minus(keep)));
    }

    private Uni<Void> deleteExpired(Instant before) {
        return repository
                .deleteBefore(before, BATCH)
                .chain(deleted -> deleted < BATCH ? Uni.createFrom().voidItem() : deleteExpired(before));
    }
}

package dev.quartermaster.jobs;

import dev.quartermaster.credentials.store.CredentialResealer;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.storage.DatabaseAway;
import dev.quartermaster.telemetry.ScheduledJob;
import dev.quartermaster.telemetry.ServiceUp;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Seals stored keys of providers anew after the master key was changed: behind the start, and where that fails, later. */
@ApplicationScoped
class CredentialTick implements ScheduledJob {

    private final CredentialResealer resealer;

    CredentialTick(CredentialResealer resealer) {
        this.resealer = resealer;
    }

    void up(@Observes ServiceUp event) {
        tick().subscribe().with(done -> {}, e -> Log.debugf("Stored keys were not sealed anew: %s", e.getMessage()));
    }

    @Scheduled(every = "5m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return run().onFailure(CredentialTick::isAway).recoverWithNull();
    }

    @Override
    public String name() {
        return "credential-reseal";
    }

    @Override
    public Uni<Void> run() {
        return resealer.reseal().replaceWithVoid();
    }

    /** It is tried again with the next tick. */
    private static boolean isAway(Throwable failure) {
        return failure instanceof DatabaseAway
                || (failure instanceof QuartermasterException known && known.code() == ErrorCode.SETTINGS_UNAVAILABLE);
    }
}

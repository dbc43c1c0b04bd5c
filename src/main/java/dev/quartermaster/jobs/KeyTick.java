package dev.quartermaster.jobs;

import dev.quartermaster.auth.keys.KeyUses;
import dev.quartermaster.storage.DatabaseAway;
import dev.quartermaster.telemetry.ScheduledJob;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Writes down once a minute when callers' keys were used last. */
@ApplicationScoped
class KeyTick implements ScheduledJob {

    private final KeyUses uses;

    KeyTick(KeyUses uses) {
        this.uses = uses;
    }

    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return run().onFailure(DatabaseAway.class).recoverWithNull();
    }

    @Override
    public String name() {
        return "key-uses";
    }

    @Override
    public Uni<Void> run() {
        return uses.write();
    }
}

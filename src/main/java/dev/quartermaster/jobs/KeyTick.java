package dev.quartermaster.jobs;

import dev.quartermaster.auth.keys.KeyUses;
import dev.quartermaster.storage.DatabaseAway;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Writes down once a minute when callers' keys were used last. On Lambda nothing is scheduled. */
@ApplicationScoped
class KeyTick {

    private final KeyUses uses;

    KeyTick(KeyUses uses) {
        this.uses = uses;
    }

    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> write() {
        return uses.write().onFailure(DatabaseAway.class).recoverWithNull();
    }
}

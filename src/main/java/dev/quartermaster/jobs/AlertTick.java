package dev.quartermaster.jobs;

import dev.quartermaster.alerts.AlertRetention;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Deletes expired alerts once an hour. On Lambda nothing is scheduled. */
@ApplicationScoped
class AlertTick {

    private final AlertRetention retention;

    AlertTick(AlertRetention retention) {
        this.retention = retention;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return retention.deleteExpired();
    }
}

package dev.quartermaster.jobs;

import dev.quartermaster.alerts.AlertRetention;
import dev.quartermaster.telemetry.ScheduledJob;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Deletes expired alerts once an hour. */
@ApplicationScoped
class AlertTick implements ScheduledJob {

    private final AlertRetention retention;

    AlertTick(AlertRetention retention) {
        this.retention = retention;
    }

    @Override
    public String name() {
        return "alert-retention";
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return retention.deleteExpired();
    }

    @Override
    public Uni<Void> run() {
        return retention.attempt();
    }
}

package dev.quartermaster.jobs;

import dev.quartermaster.history.ledger.HistoryRetention;
import dev.quartermaster.telemetry.ScheduledJob;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes the history's coming partitions and removes old ones, once an hour. */
@ApplicationScoped
class HistoryTick implements ScheduledJob {

    private final HistoryRetention retention;

    HistoryTick(HistoryRetention retention) {
        this.retention = retention;
    }

    @Override
    public String name() {
        return "history-retention";
    }

    @Scheduled(every = "1h", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return retention.run();
    }

    @Override
    public Uni<Void> run() {
        return retention.attempt();
    }
}

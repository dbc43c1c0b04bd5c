package dev.quartermaster.jobs;

import dev.quartermaster.history.ledger.HistoryRetention;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes the history's coming partitions and removes old ones, once an hour. On Lambda nothing is scheduled. */
@ApplicationScoped
class HistoryTick {

    private final HistoryRetention retention;

    HistoryTick(HistoryRetention retention) {
        this.retention = retention;
    }

    @Scheduled(every = "1h", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return retention.run();
    }
}

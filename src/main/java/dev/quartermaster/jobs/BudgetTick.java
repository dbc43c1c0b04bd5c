package dev.quartermaster.jobs;

import dev.quartermaster.budgets.BudgetsConfig;
import dev.quartermaster.budgets.store.BudgetReports;
import dev.quartermaster.storage.DatabaseAway;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Deletes the books of old windows of budgets once a day. On Lambda nothing is scheduled. */
@ApplicationScoped
class BudgetTick {

    private final BudgetReports reports;
    private final BudgetsConfig config;

    BudgetTick(BudgetReports reports, BudgetsConfig config) {
        this.reports = reports;
        this.config = config;
    }

    @Scheduled(every = "24h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return reports.forget(config.keep()).onFailure(DatabaseAway.class).recoverWithNull();
    }
}

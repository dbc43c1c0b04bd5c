package dev.quartermaster.jobs;

import dev.quartermaster.budgets.BudgetsConfig;
import dev.quartermaster.budgets.store.BudgetReports;
import dev.quartermaster.storage.DatabaseAway;
import dev.quartermaster.telemetry.ScheduledJob;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Deletes the books of old windows of budgets once a day. */
@ApplicationScoped
class BudgetTick implements ScheduledJob {

    private final BudgetReports reports;
    private final BudgetsConfig config;

    BudgetTick(BudgetReports reports, BudgetsConfig config) {
        this.reports = reports;
        this.config = config;
    }

    @Scheduled(every = "24h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return run().onFailure(DatabaseAway.class).recoverWithNull();
    }

    @Override
    public String name() {
        return "budget-retention";
    }

    @Override
    public Uni<Void> run() {
        return reports.forget(config.keep());
    }
}

package dev.quartermaster.budgets;

import dev.quartermaster.telemetry.StatusContributor;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/** Makes the parts that a process has one of. */
final class BudgetBeans {

    private static final String EFFECT =
            "Calls under blocking budgets are served as long as what is leased to this instance"
                    + " lasts, at most until its leases end; then they are refused.";

    @Produces
    @Singleton
    LocalBudgets budgets(BudgetsConfig config, Clock clock) {
        return new LocalBudgets(System::nanoTime, clock, config.holdTime());
    }

    @Produces
    @Singleton
    Leases leases(LocalBudgets budgets, LeaseStore store, BudgetsConfig config, Clock clock, ThresholdAlerts alerts) {
        return new Leases(budgets, store, LeaseSettings.of(config), System::nanoTime, clock, alerts::check);
    }

    @Produces
    @Singleton
    StatusContributor contributor(LocalBudgets budgets, Leases leases, Clock clock) {
        Instant start = clock.instant();
        return StatusContributor.of("budgets", () -> {
            Leases.Failure failure = leases.failure();
            return failure == null || budgets.index().isEmpty()
                    ? ComponentStatus.ok(start)
                    : ComponentStatus.degraded(failure.since(), failure.detail(), EFFECT);
        });
    }
}

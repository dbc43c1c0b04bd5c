package dev.quartermaster.budgets;

import dev.quartermaster.budgets.definition.Budget;
import dev.quartermaster.budgets.definition.BudgetAction;
import dev.quartermaster.budgets.definition.BudgetWindow;
import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.budgets.definition.Scope;
import dev.quartermaster.domain.Money;
import dev.quartermaster.telemetry.SafeMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;

/** The budgets of one process. */
public final class BudgetInstance {

    static final LeaseSettings SETTINGS = new LeaseSettings(
            Duration.ofMinutes(5),
            Duration.ofSeconds(65),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofMinutes(2));

    final LocalBudgets budgets;
    final Leases leases;
    final BudgetHolds holds;
    final BudgetDefinitions definitions;

    public BudgetInstance(LeaseStore store, LongSupplier nanos, Clock clock, List<KeptBudget> kept) {
        this(store, SETTINGS, nanos, clock, kept);
    }

    /** One in real time, whose leases end soon. */
    public static BudgetInstance hasty(LeaseStore store, Duration leaseTime, List<KeptBudget> kept) {
        LeaseSettings settings = new LeaseSettings(
                leaseTime,
                leaseTime.dividedBy(3),
                Duration.ofMillis(200),
                Duration.ofSeconds(10),
                Duration.ofMinutes(2));
        return new BudgetInstance(store, settings, System::nanoTime, Clock.systemUTC(), kept);
    }

    private BudgetInstance(
            LeaseStore store, LeaseSettings settings, LongSupplier nanos, Clock clock, List<KeptBudget> kept) {
        budgets = new LocalBudgets(nanos, clock, settings.holdTime());
        leases = new Leases(budgets, store, settings, nanos, clock, changed -> {});
        BudgetMeters meters = new BudgetMeters(new SafeMetrics(new SimpleMeterRegistry(), clock), clock);
        holds = new BudgetHolds(budgets, leases, store, meters);
        definitions = new BudgetDefinitions(budgets, leases, meters, clock);
        definitions.apply(kept);
    }

    public BudgetHolds holds() {
        return holds;
    }

    public void tick() {
        leases.tick();
    }

    public void close() {
        leases.close().subscribe().with(done -> {}, e -> {});
    }

    public int openHolds() {
        return budgets.openHolds();
    }

    public static KeptBudget blocking(String name, String limit, Scope... scopes) {
        return kept(name, BudgetAction.BLOCK, limit, BudgetWindow.total(), scopes);
    }

    public static KeptBudget kept(
            String name, BudgetAction action, String limit, BudgetWindow window, Scope... scopes) {
        Budget budget = new Budget(
                name,
                List.of(scopes),
                window,
                Money.usd(limit),
                List.of(new BigDecimal("0.5"), BigDecimal.ONE),
                action,
                null,
                true);
        return new KeptBudget(UUID.randomUUID(), 1, Instant.EPOCH, Instant.EPOCH, budget);
    }
}

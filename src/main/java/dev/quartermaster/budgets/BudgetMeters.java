package dev.quartermaster.budgets;

import dev.quartermaster.telemetry.Metric;
import dev.quartermaster.telemetry.SafeMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Meters of budgets, by their names: of the first hundred, as operators may make many. Amounts held and leased are those of
 * this instance.
 */
@Singleton
class BudgetMeters {

    /** Counter: calls that a blocking budget refused. */
    static final String REFUSALS = Metric.BUDGET_REFUSALS.id();

    /** Gauge: share of the limit that is spent in the present window. */
    static final String SPENT = Metric.BUDGET_SPENT.id();

    /** Gauge: US dollars that are neither spent nor held, as far as it is known here. */
    static final String REMAINING = Metric.BUDGET_REMAINING.id();

    /** Gauge, without a budget: calls of this instance that hold something. */
    static final String HOLDS = Metric.BUDGET_HOLDS.id();

    /** Gauge: US dollars that calls of this instance hold. */
    static final String HELD = Metric.BUDGET_HELD.id();

    /** Gauge: US dollars that this instance may still hold without asking. */
    static final String LEASED = Metric.BUDGET_LEASED.id();

    /** Gauge: seconds for which this instance may hold in its lease; 0 or less without one. */
    static final String LEASE = Metric.BUDGET_LEASE.id();

    private static final int MOST = 100;
    private static final String OTHERS = "other";

    private final SafeMetrics safeMetrics;
    private final Clock clock;
    private volatile Set<String> named = Set.of();

    /** Made with the first registration. */
    private volatile List<Gauges> gauges = List.of();

    private record Gauges(MultiGauge gauge, ToDoubleFunction<Account> value) {}

    BudgetMeters(SafeMetrics safeMetrics, Clock clock) {
        this.safeMetrics = safeMetrics;
        this.clock = clock;
    }

    /** Shows these budgets and no others. */
    void show(LocalBudgets budgets) {
        List<LocalBudget> shown = budgets.index().budgets().stream()
                .sorted(Comparator.comparing(budget -> budget.budget().name()))
                .limit(MOST)
                .toList();
        named = shown.stream().map(budget -> budget.budget().name()).collect(Collectors.toUnmodifiableSet());
        safeMetrics.record(registry -> {
            if (gauges.isEmpty()) {
                gauges = gauges(registry);
                Gauge.builder(HOLDS, budgets, LocalBudgets::openHolds).register(registry);
            }
            gauges.forEach(each -> each.gauge()
                    .register(
                            shown.stream()
                                    .map(budget -> row(budget, each.value()))
                                    .toList(),
                            true));
        });
    }

    private MultiGauge.Row<?> row(LocalBudget budget, ToDoubleFunction<Account> value) {
        return MultiGauge.Row.of(
                Tags.of("budget", budget.budget().name()),
                budget,
                known -> value.applyAsDouble(known.account(clock.millis())));
    }

    private List<Gauges> gauges(MeterRegistry registry) {
        return List.of(
                gauge(registry, SPENT, account -> account.spent() / (double) account.budget.limit()),
                gauge(registry, REMAINING, account -> usd(remaining(account))),
                gauge(registry, HELD, account -> usd(account.held())),
                gauge(registry, LEASED, account -> usd(Math.max(account.granted() - account.reserved(), 0))),
                gauge(registry, LEASE, this::secondsLeft));
    }

    private static long remaining(Account account) {
        long inUse = account.spent() + account.standing().others() + account.held();
        return Math.max(account.budget.limit() - inUse, 0);
    }

    private double secondsLeft(Account account) {
        LeaseTime lease = account.standing().lease();
        return lease.begun()
                ? Duration.ofMillis(lease.lastHoldMillis() - clock.millis()).toMillis()
                        / (double) TimeUnit.SECONDS.toMillis(1)
                : 0;
    }

    private static Gauges gauge(MeterRegistry registry, String name, ToDoubleFunction<Account> value) {
        return new Gauges(MultiGauge.builder(name).register(registry), value);
    }

    private static double usd(long nanos) {
        return nanos / 1e9;
    }

    void refused(String budget) {
        String label = named.contains(budget) ? budget : OTHERS;
        safeMetrics.record(
                registry -> registry.counter(REFUSALS, "budget", label).increment());
    }
}

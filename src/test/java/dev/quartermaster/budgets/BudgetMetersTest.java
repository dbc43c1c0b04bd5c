package dev.quartermaster.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.domain.Money;
import dev.quartermaster.telemetry.SafeMetrics;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the meters say of budgets, and by how many names. */
class BudgetMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Clock clock = Clock.systemUTC();
    private final BudgetMeters meters = new BudgetMeters(new SafeMetrics(registry, clock), clock);
    private final ScriptedLeases store = new ScriptedLeases(System::nanoTime);

    private BudgetInstance instance(List<KeptBudget> kept) {
        kept.forEach(one -> store.limit(one.id(), NanoUsd.up(one.budget().limit())));
        BudgetInstance instance = new BudgetInstance(store, System::nanoTime, clock, kept);
        instance.tick();
        meters.show(instance.budgets);
        return instance;
    }

    private double gauge(String name, String budget) {
        return registry.get(name).tag("budget", budget).gauge().value();
    }

    @Test
    void theyFollowHoldsAndSettlements() {
        BudgetInstance instance = instance(List.of(BudgetInstance.blocking("team", "10")));
        Spender spender = new Spender(null, null, null, null, Instant.now());
        Hold settled = (Hold) instance.holds.hold(spender, Money.usd("0.02"));
        settled.settle(Money.usd("0.01"));
        Hold open = (Hold) instance.holds.hold(spender, Money.usd("0.03"));

        assertThat(gauge(BudgetMeters.SPENT, "team")).isEqualTo(0.001);
        assertThat(gauge(BudgetMeters.HELD, "team")).isEqualTo(0.03);
        assertThat(gauge(BudgetMeters.REMAINING, "team")).isEqualTo(9.96);
        assertThat(gauge(BudgetMeters.LEASED, "team")).isPositive();
        assertThat(gauge(BudgetMeters.LEASE, "team")).isPositive();
        assertThat(registry.get(BudgetMeters.HOLDS).gauge().value()).isOne();

        open.release();
        assertThat(gauge(BudgetMeters.HELD, "team")).isZero();
        assertThat(registry.get(BudgetMeters.HOLDS).gauge().value()).isZero();
    }

    @Test
    void beyondAHundredNamesTheyAreOneOther() {
        List<KeptBudget> many = IntStream.range(0, 120)
                .mapToObj(i -> BudgetInstance.blocking("b%03d".formatted(i), "10"))
                .toList();
        instance(many);
        meters.refused("b007");
        meters.refused("b119");
        meters.refused("b118");

        assertThat(registry.find(BudgetMeters.SPENT).gauges()).hasSize(100);
        assertThat(registry.get(BudgetMeters.REFUSALS)
                        .tag("budget", "b007")
                        .counter()
                        .count())
                .isOne();
        assertThat(registry.get(BudgetMeters.REFUSALS)
                        .tag("budget", "other")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aBudgetThatIsGoneIsNotShownAnyMore() {
        instance(List.of(BudgetInstance.blocking("old", "10")));
        instance(List.of(BudgetInstance.blocking("new", "10")));

        assertThat(registry.find(BudgetMeters.SPENT).gauges())
                .extracting(Meter::getId)
                .extracting(id -> id.getTag("budget"))
                .containsExactly("new");
    }
}

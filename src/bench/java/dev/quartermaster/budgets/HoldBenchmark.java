package dev.quartermaster.budgets;

import dev.quartermaster.budgets.definition.Budget;
import dev.quartermaster.budgets.definition.BudgetAction;
import dev.quartermaster.budgets.definition.BudgetWindow;
import dev.quartermaster.budgets.definition.Dimension;
import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.budgets.definition.Scope;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/**
 * Hold and settle of one call in three scopes (all spending, an agent type, a model of it) of a hundred budgets: by one thread,
 * and by two that contend for the same accounts. The goals: 2 µs, and a million a second on two cores.
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class HoldBenchmark {

    private static final long MOST = NanoUsd.up(Money.usd("0.0123"));
    private static final Money COST = Money.usd("0.00456");

    private LocalBudgets budgets;
    private LocalBudgets none;
    private Spender spender;

    @Setup
    public void lease() {
        List<KeptBudget> all = new ArrayList<>();
        all.add(budget("global"));
        all.add(budget("agent", new Scope(Dimension.AGENT_TYPE, "coder")));
        all.add(budget("both", new Scope(Dimension.AGENT_TYPE, "coder"), new Scope(Dimension.MODEL, "openai/gpt-4o")));
        for (int i = 0; i < 97; i++) {
            all.add(budget("other" + i, new Scope(Dimension.AGENT_TYPE, "agent" + i)));
        }
        LeaseSettings settings = new LeaseSettings(
                Duration.ofHours(2),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1));
        budgets = new LocalBudgets(System::nanoTime, Clock.systemUTC(), settings.holdTime());
        none = new LocalBudgets(System::nanoTime, Clock.systemUTC(), settings.holdTime());
        budgets.define(all);
        new Leases(budgets, new Generous(), settings, System::nanoTime, Clock.systemUTC(), changed -> {}).tick();
        spender = new Spender(new ModelKey(ProviderId.OPENAI, "gpt-4o"), "coder", "task", "team", Instant.now());
        if (!(budgets.hold(spender, MOST, null) instanceof Hold hold) || !take(hold)) {
            throw new IllegalStateException("three accounts are expected");
        }
    }

    private static boolean take(Hold hold) {
        hold.settle(COST);
        return hold.settled().size() == 3;
    }

    private static KeptBudget budget(String name, Scope... scopes) {
        Budget budget = new Budget(
                name,
                List.of(scopes),
                BudgetWindow.calendar(BudgetWindow.Unit.MONTH, BudgetWindow.UTC),
                Money.usd("1000000000"),
                List.of(),
                BudgetAction.BLOCK,
                null,
                true);
        return new KeptBudget(UUID.randomUUID(), 1, Instant.EPOCH, Instant.EPOCH, budget);
    }

    /** Grants all of the limit. */
    private static final class Generous implements LeaseStore {
        @Override
        public Uni<List<LeaseAnswer>> renew(Duration length, List<LeaseRequest> requests) {
            return Uni.createFrom()
                    .item(requests.stream()
                            .map(request -> new LeaseAnswer(
                                    request.lease(), true, 1_000_000_000_000_000_000L, 0, 0, 0, 0, false, 0))
                            .toList());
        }

        @Override
        public boolean isUp() {
            return true;
        }
    }

    private static HoldDecision holdAndSettle(LocalBudgets where, Spender spender) {
        HoldDecision decision = where.hold(spender, MOST, null);
        if (decision instanceof Hold hold) {
            hold.settle(COST);
        }
        return decision;
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @Threads(1)
    public HoldDecision alone() {
        return holdAndSettle(budgets, spender);
    }

    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @Threads(2)
    public HoldDecision contended() {
        return holdAndSettle(budgets, spender);
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @Threads(1)
    public boolean withoutBudgets() {
        return none.index().isEmpty();
    }
}

package dev.quartermaster.inference.failover;

import dev.quartermaster.budgets.BudgetInstance;
import dev.quartermaster.budgets.LeasedBudgets;
import dev.quartermaster.budgets.definition.Dimension;
import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.budgets.definition.Scope;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.planning.Maximums;
import dev.quartermaster.limits.LimitDecision.Permit;
import dev.quartermaster.limits.Limiters;
import dev.quartermaster.limits.TokenCalibration;
import dev.quartermaster.routing.Decisions;
import dev.quartermaster.testing.Models;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Budgets on the path of a call: none at all, and a hold in three that apply, with its settlement. */
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BudgetAdmissionBenchmark {

    private static final Money COST = Money.usd("0.0000425");

    private final ModelSpec model = Models.named("openai/gpt-4o-mini")
            .price("0.15", "0.6")
            .maxOutputTokens(16_384L)
            .build();
    private final Permit permit = Limiters.grant();
    private BudgetAdmission none;
    private BudgetAdmission three;
    private RequestContext request;

    @Setup
    public void open() {
        none = admission();
        three = admission(
                BudgetInstance.blocking("all", "1000000"),
                BudgetInstance.blocking("provider", "1000000", new Scope(Dimension.PROVIDER, "openai")),
                BudgetInstance.blocking("key", "1000000", new Scope(Dimension.API_KEY, "anonymous")));
        request = FailoverParts.request(Decisions.named(model));
    }

    private static BudgetAdmission admission(KeptBudget... kept) {
        Clock clock = Clock.systemUTC();
        return new BudgetAdmission(
                new LeasedBudgets(clock, kept).leased().holds(), Maximums.live(new TokenCalibration()), clock);
    }

    @Benchmark
    public Object withoutBudgets() {
        return call(none);
    }

    @Benchmark
    public Object heldInThree() {
        return call(three);
    }

    private Object call(BudgetAdmission admission) {
        admission
                .within(request, model, permit, () -> Uni.createFrom().<AttemptResult<Object>>nullItem())
                .await()
                .indefinitely();
        request.holds().settle(COST);
        return request.holds();
    }
}

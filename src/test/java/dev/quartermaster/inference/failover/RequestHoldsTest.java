package dev.quartermaster.inference.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.budgets.BudgetInstance;
import dev.quartermaster.budgets.Hold;
import dev.quartermaster.budgets.HoldDecision;
import dev.quartermaster.budgets.LeasedBudgets;
import dev.quartermaster.budgets.Spender;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.LeaseAmounts;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a request's calls settle, one after the other, and what its row then says. */
class RequestHoldsTest {

    private final LeasedBudgets budgets = new LeasedBudgets(
                    Clock.systemUTC(), BudgetInstance.blocking("one", "10"), BudgetInstance.blocking("two", "10"))
            .leased();
    private final RequestHolds holds = new RequestHolds();

    private void call(String most) {
        holds.took((Hold) decide(most));
    }

    private HoldDecision decide(String most) {
        return budgets.holds()
                .holdOrRenew(new Spender(null, null, null, null, Instant.now()), Money.usd(most))
                .await()
                .atMost(FailoverParts.LONG);
    }

    @Test
    void theWholeCostCountsAgainstEachLease() {
        call("1");
        holds.settle(Money.usd("0.25"));

        LeaseAmounts said = holds.end(Money.usd("0.25"));

        assertThat(said.whole()).hasSize(2).doesNotHaveDuplicates();
        assertThat(said.parts()).isEmpty();
        assertThat(budgets.open()).isZero();
    }

    @Test
    void billedCallsAddUp() {
        call("1");
        holds.settle(Money.usd("0.25"));
        call("1");
        holds.settle(Money.ZERO);
        call("1");
        holds.settle(Money.usd("0.5"));

        assertThat(holds.end(Money.usd("0.75")).whole()).hasSize(2);
        assertThat(holds.end(Money.usd("0.8")).parts().values())
                .as("where the row says something else, the amounts are told")
                .containsOnly(Money.usd("0.75"));
        assertThat(budgets.open()).isZero();
    }

    @Test
    void aFailedCallThatCostNothingLeavesNothingBehind() {
        call("1");
        holds.settle(Money.ZERO);
        call("1");
        holds.settle(Money.usd("0.5"));

        assertThat(holds.end(Money.usd("0.5")).whole()).hasSize(2);
    }

    @Test
    void atAPriceThatIsNotKnownAllThatWasHeldIsSpent() {
        call("9");
        holds.settle(null);

        assertThat(holds.end(null).parts().values()).containsOnly(Money.usd("9"));
        assertThat(decide("1.5")).as("the budget is not walked through").isNotInstanceOf(Hold.class);
    }

    @Test
    void whatIsNotSettledAtTheEndCostTheRest() {
        call("1");
        holds.settle(Money.usd("0.25"));
        call("1");

        assertThat(holds.end(Money.usd("0.75")).whole()).hasSize(2);
        assertThat(budgets.open()).isZero();
    }

    @Test
    void nothingHeldIsNothingSaid() {
        assertThat(holds.end(Money.usd("1"))).isEqualTo(LeaseAmounts.NONE);
    }
}

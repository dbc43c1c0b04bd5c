package dev.quartermaster.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Money;
import dev.quartermaster.jobs.PaidBudget.Hold;
import dev.quartermaster.testing.ForAll;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaidBudgetTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-07-01");

    @Test
    void spentAndHeldNeverExceedTheBudget() {
        ForAll.seeds(random -> {
            BigDecimal most = BigDecimal.valueOf(random.nextInt(1, 1000), 7);
            PaidBudget budget = new PaidBudget(most);
            List<Hold> open = new ArrayList<>();
            LocalDate day = TODAY;
            BigDecimal settled = BigDecimal.ZERO;
            for (int step = 0; step < 100; step++) {
                switch (random.nextInt(4)) {
                    case 0, 1 -> budget.hold(day, money(random, 400)).ifPresent(open::add);
                    case 2 -> {
                        if (!open.isEmpty()) {
                            Hold hold = open.remove(random.nextInt(open.size()));
                            Money cost =
                                    new Money(hold.most().usd().multiply(BigDecimal.valueOf(random.nextInt(101), 2)));
                            budget.settle(hold, cost);
                            settled = settled.add(cost.usd());
                        }
                    }
                    default -> {
                        if (random.nextInt(20) == 0) {
                            day = day.plusDays(1);
                            open.clear();
                            settled = BigDecimal.ZERO;
                            budget.learn(day, Money.ZERO);
                        }
                    }
                }
                assertThat(budget.spent().usd()).isEqualByComparingTo(settled);
                assertThat(budget.spent().plus(budget.held()).usd()).isLessThanOrEqualTo(most);
            }
        });
    }

    private static Money money(RandomGenerator random, int bound) {
        return new Money(BigDecimal.valueOf(random.nextInt(bound), 7));
    }

    @Test
    void ofManyAtOnceNoMoreAreMadeThanItCovers() {
        PaidBudget budget = new PaidBudget(new BigDecimal("0.5"));
        List<CompletableFuture<Boolean>> tries = IntStream.range(0, 100)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> budget.hold(TODAY, Money.usd("0.1")).isPresent()))
                .toList();

        assertThat(tries.stream().filter(CompletableFuture::join)).hasSize(5);
        assertThat(budget.held()).isEqualTo(Money.usd("0.5"));
    }

    @Test
    void zeroIsNoCallAtAll() {
        assertThat(new PaidBudget(BigDecimal.ZERO).hold(TODAY, Money.ZERO)).isEmpty();
    }

    @Test
    void theLedgersCostOfTheDayCounts() {
        PaidBudget budget = new PaidBudget(new BigDecimal("1"));
        budget.learn(TODAY, Money.usd("0.95"));
        assertThat(budget.hold(TODAY, Money.usd("0.1"))).isEmpty();

        budget.learn(TODAY, Money.usd("0.2"));
        assertThat(budget.spent())
                .as("what it has not got yet is not forgotten")
                .isEqualTo(Money.usd("0.95"));

        assertThat(budget.hold(TODAY.plusDays(1), Money.usd("0.1"))).isPresent();
    }

    @Test
    void aHoldIsSettledOnceAndNotOnAnotherDay() {
        PaidBudget budget = new PaidBudget(new BigDecimal("1"));
        Hold twice = budget.hold(TODAY, Money.usd("0.3")).orElseThrow();
        Hold late = budget.hold(TODAY, Money.usd("0.3")).orElseThrow();
        budget.settle(twice, Money.usd("0.1"));
        budget.settle(twice, Money.usd("0.1"));
        assertThat(budget.spent()).isEqualTo(Money.usd("0.1"));
        assertThat(budget.held()).isEqualTo(Money.usd("0.3"));

        budget.learn(TODAY.plusDays(1), Money.ZERO);
        budget.settle(late, Money.usd("0.3"));

        assertThat(budget.spent()).isEqualTo(Money.ZERO);
        assertThat(budget.held()).isEqualTo(Money.ZERO);
    }
}

package dev.quartermaster.inference.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.testing.ForAll;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    private final AtomicLong seconds = new AtomicLong(1000);

    @Test
    void aFifthOfTheTrafficMayBeRetries() {
        RetryBudget budget = new RetryBudget(20, 0, seconds::get);
        for (int i = 0; i < 50; i++) {
            budget.requested();
        }

        assertThat(taken(budget, 50)).isEqualTo(10);
    }

    @Test
    void aQuietServiceHasItsFloor() {
        assertThat(taken(new RetryBudget(20, 5, seconds::get), 100)).isEqualTo(50);
    }

    @Test
    void zeroMeansZero() {
        RetryBudget budget = new RetryBudget(0, 5, seconds::get);
        for (int i = 0; i < 1000; i++) {
            budget.requested();
        }

        assertThat(taken(budget, 10)).isZero();
    }

    @Test
    void whatLiesBehindTheWindowCountsNoMore() {
        RetryBudget budget = new RetryBudget(20, 1, seconds::get);
        assertThat(taken(budget, 100)).isEqualTo(10);

        seconds.addAndGet(RetryBudget.WINDOW_SECONDS);

        assertThat(taken(budget, 100)).isEqualTo(10);
    }

    @Test
    void aShareThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new RetryBudget(101, 1, seconds::get)).hasMessageContaining("retry-budget-percent");
        assertThatThrownBy(() -> new RetryBudget(20, -1, seconds::get)).hasMessageContaining("retry-budget-floor");
    }

    /** Over every window, whatever comes when: no more retries than the share of its requests, or the floor. */
    @Test
    void noWindowHoldsMoreThanItsShare() {
        ForAll.seeds(random -> {
            AtomicLong clock = new AtomicLong(random.nextInt(1000));
            int percent = random.nextInt(101);
            int floor = random.nextInt(3);
            RetryBudget budget = new RetryBudget(percent, floor, clock::get);
            List<Long> requests = new ArrayList<>();
            List<Long> retries = new ArrayList<>();
            for (int step = 0; step < 500; step++) {
                clock.addAndGet(random.nextInt(20) == 0 ? random.nextInt(15) : 0);
                if (random.nextBoolean()) {
                    budget.requested();
                    requests.add(clock.get());
                } else if (budget.take()) {
                    retries.add(clock.get());
                    long most = percent == 0 ? 0 : (long) floor * RetryBudget.WINDOW_SECONDS;
                    assertThat(within(retries, clock.get()))
                            .isLessThanOrEqualTo(Math.max(most, within(requests, clock.get()) * percent / 100));
                }
            }
        });
    }

    private static long within(List<Long> times, long now) {
        return times.stream()
                .filter(time -> time > now - RetryBudget.WINDOW_SECONDS)
                .count();
    }

    private static int taken(RetryBudget budget, int asked) {
        int taken = 0;
        for (int i = 0; i < asked; i++) {
            taken += budget.take() ? 1 : 0;
        }
        return taken;
    }
}

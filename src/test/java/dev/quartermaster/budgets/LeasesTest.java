package dev.quartermaster.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.budgets.definition.Budget;
import dev.quartermaster.budgets.definition.BudgetAction;
import dev.quartermaster.budgets.definition.BudgetWindow;
import dev.quartermaster.budgets.definition.BudgetWindow.Unit;
import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.domain.Money;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What leases do in time: they are shared, given back, renewed ahead, and end. */
class LeasesTest {

    /** Far longer than anything takes: a renewal that never answers fails the test instead of holding it up. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Instant START = Instant.parse("2026-03-01T10:59:00Z");

    private long now = 1;
    private long jump;
    private final ScriptedLeases store = new ScriptedLeases(() -> now);
    private final KeptBudget budget = BudgetInstance.blocking("b", "10");
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return START.plusNanos(now + jump);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    private BudgetInstance instance(KeptBudget... kept) {
        List<KeptBudget> all = kept.length == 0 ? List.of(budget) : List.of(kept);
        all.forEach(one -> store.limit(one.id(), NanoUsd.up(one.budget().limit())));
        BudgetInstance instance = new BudgetInstance(store, () -> now, clock, all);
        instance.tick();
        return instance;
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private Spender spender() {
        return new Spender(null, null, null, null, clock.instant());
    }

    private HoldDecision hold(BudgetInstance instance, String most) {
        return instance.holds.holdOrRenew(spender(), Money.usd(most)).await().atMost(PATIENCE);
    }

    private void book(Hold hold) {
        Map<UUID, Money> settled = hold.settled();
        settled.forEach((lease, amount) -> store.book(Map.of(lease, NanoUsd.up(amount))));
    }

    @Test
    void aBudgetThatIsNearlySpentServesSmallCallsDownToTheLastCent() {
        BudgetInstance one = instance();
        BudgetInstance other = instance();
        assertThat(hold(one, "9.95")).isInstanceOf(BudgetRefusal.class);
        other.tick();
        pass(Duration.ofSeconds(1));
        assertThat(hold(one, "9.95")).isInstanceOf(Hold.class);

        for (int cent = 0; cent < 5; cent++) {
            assertThat(hold(cent % 2 == 0 ? one : other, "0.01"))
                    .as("cent %d", cent)
                    .isInstanceOf(Hold.class);
            one.tick();
            other.tick();
            pass(Duration.ofSeconds(1));
        }
        assertThat(hold(one, "0.000000001")).isInstanceOf(BudgetRefusal.class);
        assertThat(hold(other, "0.000000001")).isInstanceOf(BudgetRefusal.class);
    }

    @Test
    void severalCallsShareOneRenewal() {
        BudgetInstance one = instance();
        assertThat(hold(one, "6")).isInstanceOf(Hold.class);
        assertThat(hold(one, "4")).isInstanceOf(Hold.class);
    }

    @Test
    void withTheDatabaseAwayTheSliceIsSpentAndThenTheBudgetBlocks() {
        BudgetInstance one = instance();
        ((Hold) hold(one, "1")).release();
        one.tick();
        store.away(true);
        one.tick();
        one.tick();

        assertThat(hold(one, "1")).isInstanceOf(Hold.class);
        BudgetRefusal lacking = (BudgetRefusal) hold(one, "9");
        assertThat(lacking.unconfirmed()).isFalse();
        assertThat(one.leases.failure()).isNotNull();

        pass(BudgetInstance.SETTINGS.leaseTime().minus(BudgetInstance.SETTINGS.drainTime()));
        BudgetRefusal refusal = (BudgetRefusal) hold(one, "0.01");
        assertThat(refusal.unconfirmed()).isTrue();
        assertThat(one.holds.blocking(spender())).singleElement().satisfies(known -> {
            assertThat(known.hasLeft(1)).isFalse();
            assertThat(known.unconfirmed()).isTrue();
            assertThat(known.budget()).isEqualTo(refusal.budget());
            assertThat(known.spent()).isEqualTo(refusal.spent());
            assertThat(known.held()).isEqualTo(refusal.held());
        });

        store.away(false);
        one.tick();
        assertThat(one.leases.failure()).isNull();
        assertThat(hold(one, "9")).isInstanceOf(Hold.class);
    }

    /** The steady clock stood still while the machine slept; that on the wall did not. */
    @Test
    void anInstanceThatWasFrozenDoesNotSpendAnEndedLease() {
        BudgetInstance one = instance();
        ((Hold) hold(one, "5")).release();
        jump = BudgetInstance.SETTINGS.leaseTime().toNanos();

        assertThat(one.holds.hold(spender(), Money.usd("1")))
                .isInstanceOfSatisfying(BudgetRefusal.class, refusal -> assertThat(refusal.unconfirmed())
                        .isTrue());
        assertThat(hold(one, "1")).isInstanceOf(Hold.class);
    }

    @Test
    void aKilledInstanceBlocksNoMoreThanItsSliceForNoLongerThanItsLease() {
        BudgetInstance killed = instance();
        Hold spent = (Hold) hold(killed, "2");
        spent.settle(Money.usd("1.5"));
        assertThat(hold(killed, "3")).isInstanceOf(Hold.class);
        killed.tick();
        BudgetInstance other = instance();

        assertThat(hold(other, "5.1")).isInstanceOf(BudgetRefusal.class);
        pass(BudgetInstance.SETTINGS.leaseTime());
        other.tick();

        assertThat(hold(other, "8.500000001")).isInstanceOf(BudgetRefusal.class);
        assertThat(hold(other, "8.5")).isInstanceOf(Hold.class);
        book(spent);
        other.tick();
        pass(Duration.ofSeconds(1));
        assertThat(hold(other, "0.000000001")).isInstanceOf(BudgetRefusal.class);
    }

    @Test
    void anIdleInstanceGivesBackWhatItDoesNotNeedAndAStoppedOneAll() {
        BudgetInstance busy = instance();
        Hold first = (Hold) hold(busy, "5");
        first.settle(Money.usd("5"));
        book(first);
        for (int i = 0; i < 40; i++) {
            busy.tick();
            pass(Duration.ofSeconds(5));
        }
        BudgetInstance other = instance();
        assertThat(hold(other, "4.8")).isInstanceOf(Hold.class);

        busy.close();
        pass(Duration.ofSeconds(1));
        assertThat(hold(other, "0.2")).isInstanceOf(Hold.class);
        assertThat(busy.holds.hold(spender(), Money.usd("0.01"))).isInstanceOf(BudgetRefusal.class);
    }

    @Test
    void theNextWindowIsLeasedBeforeItBeginsAndARequestKeepsItsOwn() {
        KeptBudget hourly =
                BudgetInstance.kept("h", BudgetAction.BLOCK, "10", BudgetWindow.calendar(Unit.HOUR, BudgetWindow.UTC));
        BudgetInstance one = instance(hourly);
        Spender early = spender();
        assertThat(hold(one, "10")).isInstanceOf(Hold.class);
        pass(Duration.ofSeconds(40));
        one.tick();
        store.away(true);
        pass(Duration.ofSeconds(20));

        assertThat(one.holds.hold(spender(), Money.usd("0.1"))).isInstanceOf(Hold.class);
        assertThat(one.holds.hold(early, Money.usd("0.1"))).isInstanceOf(BudgetRefusal.class);

        store.away(false);
        pass(Duration.ofMinutes(5));
        one.tick();
        one.tick();
        assertThat(one.budgets.budget(hourly.id()).accounts())
                .as("the calls of the last hour are over, their holds have ended")
                .hasSize(1);
    }

    @Test
    void aForgottenHoldEndsWithItsTime() {
        BudgetInstance one = instance();
        Hold forgotten = (Hold) one.holds
                .holdOrRenew(spender(), Money.usd("10"), Duration.ofSeconds(60))
                .await()
                .atMost(PATIENCE);
        pass(Duration.ofSeconds(59));
        one.tick();
        assertThat(hold(one, "0.01")).isInstanceOf(BudgetRefusal.class);
        pass(Duration.ofSeconds(2));
        one.tick();

        assertThat(one.openHolds()).isZero();
        Hold next = (Hold) hold(one, "10");
        next.settle(Money.usd("1"));
        forgotten.settle(Money.usd("2"));
        forgotten.settle(Money.usd("2"));
        forgotten.release();
        assertThat(forgotten.settled().values()).containsExactly(Money.usd("2"));
        assertThat(hold(one, "7.000000001")).isInstanceOf(BudgetRefusal.class);
        pass(Duration.ofSeconds(1));
        assertThat(hold(one, "7")).isInstanceOf(Hold.class);
    }

    @Test
    void whatOneBudgetRefusesLeavesNothingReservedInTheOthers() {
        KeptBudget small = BudgetInstance.blocking("small", "1");
        KeptBudget large = BudgetInstance.blocking("large", "10");
        BudgetInstance one = instance(budget, large, small);
        for (int i = 0; i < 3; i++) {
            assertThat(hold(one, "4")).isInstanceOf(BudgetRefusal.class);
        }

        for (KeptBudget kept : List.of(budget, large, small)) {
            Account account = one.budgets.budget(kept.id()).account(clock.millis());
            assertThat(account.reserved() - account.slice.returned())
                    .as(kept.budget().name())
                    .isZero();
        }
    }

    @Test
    void whatCostsMoreThanWasHeldIsSpentAllTheSame() {
        BudgetInstance one = instance();
        Hold hold = (Hold) hold(one, "1");
        hold.settle(Money.usd("12"));
        book(hold);
        one.tick();

        BudgetRefusal refusal = (BudgetRefusal) hold(one, "0.01");
        assertThat(refusal.spent()).isEqualTo(Money.usd("12"));
        assertThat(refusal.limit()).isEqualTo(Money.usd("10"));
    }

    /** Before the ledger and the database know of it; others may spend what they have leased, until their next renewal. */
    @Test
    void afterACallThatCostMoreThanItHeldTheNextIsRefusedAtOnce() {
        BudgetInstance one = instance();
        BudgetInstance other = instance();
        Hold hold = (Hold) hold(one, "1");
        assertThat(hold(other, "0.01")).isInstanceOfSatisfying(Hold.class, Hold::release);

        hold.settle(Money.usd("12"));
        BudgetRefusal refusal = (BudgetRefusal) hold(one, "0.000000001");
        assertThat(refusal.spent()).isEqualTo(Money.usd("12"));

        one.tick();
        other.tick();
        assertThat(hold(other, "0.000000001")).isInstanceOf(BudgetRefusal.class);
        book(hold);
        pass(Duration.ofSeconds(1));
        other.tick();
        assertThat(hold(other, "0.000000001")).isInstanceOf(BudgetRefusal.class);
        assertThat(hold(one, "0.000000001")).isInstanceOf(BudgetRefusal.class);
    }

    /** What the database said a moment ago is believed, and it was said of the earlier limit. */
    @Test
    void aHigherLimitIsLeasedWhenItsRenewalCompletes() {
        BudgetInstance one = instance();
        assertThat(hold(one, "15")).isInstanceOf(BudgetRefusal.class);
        KeptBudget raised = limitedTo(budget, "20");
        store.limit(budget.id(), NanoUsd.up(raised.budget().limit()));
        CompletableFuture<Void> slow = new CompletableFuture<>();
        store.pause(Uni.createFrom().completionStage(slow));

        one.definitions.apply(List.of(raised));
        CompletableFuture<Void> renewed = one.definitions.renewedLeases().subscribeAsCompletionStage();
        assertThat(renewed).isNotDone();
        slow.complete(null);

        assertThat(renewed).isDone();
        assertThat(hold(one, "15")).isInstanceOf(Hold.class);
    }

    private static KeptBudget limitedTo(KeptBudget kept, String limit) {
        Budget budget = kept.budget();
        return new KeptBudget(
                kept.id(),
                kept.revision() + 1,
                kept.countedFrom(),
                kept.updatedAt(),
                new Budget(
                        budget.name(),
                        budget.scopes(),
                        budget.window(),
                        Money.usd(limit),
                        budget.thresholds(),
                        budget.action(),
                        budget.economiseFrom(),
                        budget.enabled()));
    }
}

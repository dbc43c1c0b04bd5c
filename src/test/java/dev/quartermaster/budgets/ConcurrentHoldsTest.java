package dev.quartermaster.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.budgets.definition.Dimension;
import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.budgets.definition.Scope;
import dev.quartermaster.domain.Money;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls of many threads meet in the same accounts. */
class ConcurrentHoldsTest {

    /** Far longer than anything takes: a renewal that never answers fails the test instead of holding it up. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int THREADS = 16;

    private final ScriptedLeases store = new ScriptedLeases(System::nanoTime);
    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private BudgetInstance instance(KeptBudget... all) {
        for (KeptBudget kept : all) {
            store.limit(kept.id(), NanoUsd.up(kept.budget().limit()));
        }
        BudgetInstance instance = new BudgetInstance(store, System::nanoTime, Clock.systemUTC(), List.of(all));
        instance.tick();
        return instance;
    }

    private static Spender agent(String type) {
        return new Spender(null, type, null, null, Instant.now());
    }

    private void inParallel(java.util.function.IntConsumer work) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int index = i;
            all.add(CompletableFuture.runAsync(() -> work.accept(index), executor));
        }
        all.forEach(CompletableFuture::join);
    }

    @Test
    void aThousandCallsAtOnceNeverExceedTheLimit() {
        KeptBudget global = BudgetInstance.blocking("global", "1");
        BudgetInstance instance = instance(global);
        AtomicLong truth = new AtomicLong();
        AtomicInteger over = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        // Before anybody settles all have held what they may, which is more than there is.
        Phaser together = new Phaser(THREADS);

        inParallel(index -> {
            Random random = new Random(index);
            List<Hold> open = new ArrayList<>();
            List<Long> amounts = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                if (i == 1_000 / THREADS) {
                    together.arriveAndAwaitAdvance();
                }
                long most = 1 + random.nextInt(5_000_000);
                if (instance.holds
                                .holdOrRenew(agent("a"), NanoUsd.money(most))
                                .await()
                                .atMost(PATIENCE)
                        instanceof Hold hold) {
                    over.addAndGet(truth.addAndGet(most) > 1_000_000_000 ? 1 : 0);
                    open.add(hold);
                    amounts.add(most);
                } else {
                    refused.incrementAndGet();
                }
                if (open.size() > 1_000 / THREADS) {
                    long held = amounts.remove(0);
                    long cost = random.nextInt(10) == 0 ? random.nextInt((int) held + 1) / 10 : 0;
                    truth.addAndGet(cost - held);
                    if (cost == 0) {
                        open.remove(0).release();
                    } else {
                        open.remove(0).settle(NanoUsd.money(cost));
                    }
                }
            }
            for (int i = 0; i < open.size(); i++) {
                truth.addAndGet(-amounts.get(i));
                open.get(i).release();
            }
        });

        assertThat(over.get()).isZero();
        assertThat(refused.get()).isPositive();
        assertThat(instance.openHolds()).isZero();
        Account account = instance.budgets.budget(global.id()).account(System.currentTimeMillis());
        assertThat(account.settled()).isEqualTo(truth.get());
        assertThat(account.held()).isZero();
    }

    /** Calls that the second account refuses reserve in the first one for a moment. */
    @Test
    void reservationsThatAreTakenBackNeverRefuseWhatFits() {
        KeptBudget global = BudgetInstance.blocking("global", "100");
        KeptBudget empty = BudgetInstance.blocking("empty", "0.1", new Scope(Dimension.AGENT_TYPE, "poor"));
        BudgetInstance instance = instance(global, empty);
        ((Hold) instance.holds
                        .holdOrRenew(agent("rich"), Money.usd("99"))
                        .await()
                        .atMost(PATIENCE))
                .release();
        AtomicInteger wrong = new AtomicInteger();
        // One such call at a time for each thread that makes them: half of what is there.
        long most = NanoUsd.up(Money.usd("12"));

        inParallel(index -> {
            for (int i = 0; i < 20_000; i++) {
                if (index % 2 == 0) {
                    wrong.addAndGet(instance.budgets.hold(agent("poor"), most, null) instanceof Hold ? 1 : 0);
                } else if (instance.budgets.hold(agent("rich"), most, null) instanceof Hold hold) {
                    hold.release();
                } else {
                    wrong.incrementAndGet();
                }
            }
        });

        assertThat(wrong.get()).isZero();
    }
}

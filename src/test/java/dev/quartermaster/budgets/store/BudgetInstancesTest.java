package dev.quartermaster.budgets.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.budgets.BudgetInstance;
import dev.quartermaster.budgets.BudgetRefusal;
import dev.quartermaster.budgets.Hold;
import dev.quartermaster.budgets.HoldDecision;
import dev.quartermaster.budgets.NanoUsd;
import dev.quartermaster.budgets.Spender;
import dev.quartermaster.budgets.definition.Dimension;
import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.budgets.definition.Scope;
import dev.quartermaster.budgets.store.BooksDatabase.Row;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.testing.DatabaseInstance;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three instances lease from one PostgreSQL, and the sum of all never overspends. */
class BudgetInstancesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LEASE_TIME = Duration.ofSeconds(6);
    private static final int THREADS = 6;
    private static final int CALLS = 400;

    private final KeptBudget global = BudgetInstance.blocking("global", "20");
    private final KeptBudget agent = BudgetInstance.blocking("agent", "6", new Scope(Dimension.AGENT_TYPE, "coder"));
    private final AtomicLong truth = new AtomicLong();
    private final AtomicLong agentTruth = new AtomicLong();
    private final AtomicInteger broken = new AtomicInteger();
    private final BlockingQueue<Row> journal = new LinkedBlockingQueue<>();
    private final List<Process> processes = new ArrayList<>();
    private BooksDatabase database;

    /** A process with its database. */
    private static final class Process extends DatabaseInstance {

        final BudgetInstance budgets;

        Process(int port, List<KeptBudget> kept) {
            super(port);
            database.up();
            LeaseRepository store = new LeaseRepository(
                    access,
                    database,
                    sessions,
                    new ObjectMapper(),
                    java.util.UUID.randomUUID().toString());
            budgets = BudgetInstance.hasty(store, LEASE_TIME, kept);
            budgets.tick();
        }
    }

    private record Call(Hold hold, boolean coder, long most) {}

    @BeforeEach
    void start() throws Exception {
        database = new BooksDatabase();
        database.create(global);
        database.create(agent);
    }

    @AfterEach
    void stop() throws Exception {
        processes.forEach(Process::close);
        database.close();
    }

    private Process process() {
        Process process = new Process(database.port(), List.of(global, agent));
        processes.add(process);
        return process;
    }

    @Test
    void withThreeInstancesAndOneKilledNothingIsOverspentAndTheLedgerAgrees() throws Exception {
        List<Process> alive = new ArrayList<>(List.of(process(), process(), process()));
        CompletableFuture<Void> writer = CompletableFuture.runAsync(this::write);
        AtomicInteger refused = new AtomicInteger();
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Process own = alive.get(i % alive.size());
            Random random = new Random(i);
            // Those of the first process stop in the middle: it is killed.
            int calls = i % alive.size() == 0 ? CALLS / 4 : CALLS;
            callers.add(CompletableFuture.runAsync(() -> call(own, random, calls, refused)));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new));
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    alive.subList(1, 3).forEach(process -> process.budgets.tick());
                    return all.isDone();
                });
        all.join();
        journal.add(Row.of(Instant.EPOCH, "0"));
        writer.join();

        assertThat(broken.get()).isZero();
        assertThat(refused.get()).isPositive();
        assertThat(database.spent(global)).isEqualByComparingTo(NanoUsd.usd(truth.get()));
        assertThat(database.spent(agent)).isEqualByComparingTo(NanoUsd.usd(agentTruth.get()));
        assertThat(database.number("SELECT sum(cost_usd) FROM invocation"))
                .isEqualByComparingTo(NanoUsd.usd(truth.get()));
        assertThat(alive.subList(1, 3))
                .allSatisfy(process -> assertThat(process.budgets.openHolds()).isZero());
        requireTheRestIsThere(alive);
    }

    /** The slice of the killed one blocks for its lease time at most; the others give theirs back. */
    private void requireTheRestIsThere(List<Process> alive) {
        alive.subList(1, 3).forEach(process -> process.budgets.close());
        Process last = process();
        Money rest = NanoUsd.money(Math.min(
                NanoUsd.up(global.budget().limit()) - truth.get(),
                NanoUsd.up(agent.budget().limit()) - agentTruth.get()));
        long begun = System.nanoTime();
        await().atMost(PATIENCE).until(() -> {
            HoldDecision decision = hold(last, "coder", rest);
            return decision instanceof Hold;
        });
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LEASE_TIME.plusSeconds(2));
        assertThat(hold(last, "coder", NanoUsd.money(1))).isInstanceOf(BudgetRefusal.class);
    }

    private HoldDecision hold(Process process, String agentType, Money most) {
        return process.budgets
                .holds()
                .holdOrRenew(
                        new Spender(
                                ModelKey.parse("openai/gpt-4o").orElseThrow(), agentType, null, null, Instant.now()),
                        most)
                .await()
                .atMost(PATIENCE);
    }

    private void call(Process process, Random random, int calls, AtomicInteger refused) {
        Deque<Call> open = new ArrayDeque<>();
        for (int i = 0; i < calls; i++) {
            boolean coder = random.nextBoolean();
            long most = 1 + random.nextInt(60_000_000);
            HoldDecision decision = hold(process, coder ? "coder" : "writer", NanoUsd.money(most));
            if (decision instanceof Hold hold) {
                spend(coder, most);
                open.add(new Call(hold, coder, most));
            } else {
                refused.incrementAndGet();
            }
            if (open.size() > 20 || (random.nextBoolean() && !open.isEmpty())) {
                end(open.poll(), random);
            }
        }
        open.forEach(call -> end(call, random));
    }

    private void spend(boolean coder, long amount) {
        long whole = truth.addAndGet(amount);
        long part = coder ? agentTruth.addAndGet(amount) : 0;
        if (whole > NanoUsd.up(global.budget().limit())
                || part > NanoUsd.up(agent.budget().limit())) {
            broken.incrementAndGet();
        }
    }

    private void end(Call call, Random random) {
        if (random.nextInt(4) == 0) {
            spend(call.coder(), -call.most());
            call.hold().release();
            return;
        }
        long cost = random.nextInt((int) call.most() + 1);
        spend(call.coder(), cost - call.most());
        call.hold().settle(NanoUsd.money(cost));
        Row row = Row.of(Instant.now(), NanoUsd.money(cost).toString()).by(call.coder() ? "coder" : "writer", null);
        journal.add(row.leased(call.hold().settled()));
    }

    private void write() {
        try (Connection own = database.connect()) {
            while (true) {
                List<Row> batch = new ArrayList<>();
                batch.add(journal.poll(1, TimeUnit.MINUTES));
                journal.drainTo(batch, 100);
                BooksDatabase.insert(own, batch);
                if (batch.stream().anyMatch(row -> row.time().equals(Instant.EPOCH))) {
                    return;
                }
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

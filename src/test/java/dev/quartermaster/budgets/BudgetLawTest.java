package dev.quartermaster.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.budgets.definition.BudgetWindow;
import dev.quartermaster.budgets.definition.Dimension;
import dev.quartermaster.budgets.definition.KeptBudget;
import dev.quartermaster.budgets.definition.Scope;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A budget is never overspent: over random runs of three instances in virtual time, with calls that fail, run out of time, are
 * cut or cancelled, instances that are killed, a database that is away, and answers of it that are lost.
 */
class BudgetLawTest {

    /** Far longer than anything takes: a renewal that never answers fails the test instead of holding it up. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final long SECOND = 1_000_000_000L;
    private static final int CALLS_AT_ONCE = 1_000;

    private long now = 1;
    private final ScriptedLeases store = new ScriptedLeases(() -> now);
    private final Clock clock = new MovingClock();

    private final KeptBudget global = BudgetInstance.blocking("global", "100");
    private final KeptBudget agent = BudgetInstance.blocking("agent", "40", new Scope(Dimension.AGENT_TYPE, "coder"));
    private final KeptBudget both = BudgetInstance.blocking(
            "both", "5", new Scope(Dimension.PROVIDER, "openai"), new Scope(Dimension.API_KEY, "team"));
    private final List<KeptBudget> all = List.of(global, agent, both);

    /** What was truly spent, and what calls under way may still cost, by budget. */
    private final Map<UUID, Long> truth = new HashMap<>();

    private final Map<UUID, Long> settlements = new HashMap<>();

    private record Call(Process process, Hold hold, List<KeptBudget> covered, long amount, long began) {}

    private record Row(Map<UUID, Long> amounts, long arrives) {}

    /** An instance, until it is killed. */
    private static final class Process {
        BudgetInstance instance;
        boolean killed;

        /** Calls that nobody has ended, forgotten ones too. */
        final List<Call> calls = new ArrayList<>();

        final Map<UUID, Long> settlements = new HashMap<>();
    }

    private final class MovingClock extends Clock {
        @Override
        public Instant instant() {
            return START.plusNanos(now);
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }

    private Process start() {
        Process process = new Process();
        process.instance = new BudgetInstance(store, () -> now, clock, all);
        process.instance.tick();
        return process;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void spentAndHeldNeverExceedTheLimit(long seed) {
        Random random = new Random(seed);
        all.forEach(kept -> store.limit(kept.id(), limit(kept)));
        List<Process> processes = new ArrayList<>(List.of(start(), start(), start()));
        List<Call> open = new ArrayList<>();
        Deque<Row> journal = new ArrayDeque<>();
        int refusals = 0;
        int served = 0;

        for (int step = 0; step < 30_000; step++) {
            now += random.nextInt(20) * SECOND / 100;
            int dice = random.nextInt(1000);
            if (dice < 550 && open.size() < CALLS_AT_ONCE) {
                Process process = processes.get(random.nextInt(processes.size()));
                long most = 1 + (long) (Math.pow(random.nextDouble(), 4) * 300_000_000);
                Call call = begin(process, spender(random), most, random.nextBoolean());
                if (call == null) {
                    refusals++;
                } else {
                    served++;
                    open.add(call);
                }
            } else if (dice < 960 && !open.isEmpty()) {
                end(open.remove(random.nextInt(open.size())), random, journal);
            } else if (dice < 975) {
                Process process = processes.get(random.nextInt(processes.size()));
                process.instance.tick();
                requireExactBooks(process);
            } else if (dice < 977) {
                kill(processes, random.nextInt(processes.size()), open);
            } else if (dice < 980) {
                store.away(random.nextInt(3) == 0);
            } else if (dice < 983) {
                store.deaf(random.nextInt(3) == 0);
            } else if (dice < 985) {
                now += random.nextInt(60) * SECOND;
            }
            while (!journal.isEmpty() && journal.peek().arrives() <= now) {
                store.book(journal.poll().amounts());
            }
            forgetLate(open);
            requireLaw();
        }

        assertThat(served).isGreaterThan(500);
        assertThat(refusals).isGreaterThan(500);
        store.away(false);
        store.deaf(false);
        open.forEach(call -> end(call, random, journal));
        journal.forEach(row -> store.book(row.amounts()));
        now += BudgetInstance.SETTINGS.leaseTime().toNanos();
        processes.forEach(process -> process.instance.tick());
        assertThat(processes)
                .allSatisfy(process -> assertThat(process.instance.openHolds()).isZero())
                .allSatisfy(this::requireExactBooks);
        for (KeptBudget kept : all) {
            assertThat(store.spent(kept.id(), BudgetWindow.ALWAYS))
                    .isEqualTo(settlements.getOrDefault(kept.id(), 0L))
                    .isEqualTo(truth.getOrDefault(kept.id(), 0L));
        }
        requireAllOfTheRestIsThere(processes);
    }

    /** A killed instance blocks nothing any more, and those that stop give everything back. */
    private void requireAllOfTheRestIsThere(List<Process> processes) {
        processes.forEach(process -> process.instance.close());
        BudgetInstance last = new BudgetInstance(store, () -> now, clock, all);
        last.tick();
        for (KeptBudget kept : all) {
            Account account = last.budgets.budget(kept.id()).account(clock.millis());
            assertThat(account.attainable())
                    .as(kept.budget().name())
                    .isEqualTo(limit(kept) - truth.getOrDefault(kept.id(), 0L));
        }
    }

    /** Right after a tick: what its calls hold is held, what they have cost is settled, and nothing else is reserved. */
    private void requireExactBooks(Process process) {
        for (KeptBudget kept : all) {
            Account account = process.instance.budgets.budget(kept.id()).account(clock.millis());
            long held = process.calls.stream()
                    .filter(call -> call.covered().contains(kept) && !isPast(call, BudgetInstance.SETTINGS.holdTime()))
                    .mapToLong(Call::amount)
                    .sum();
            long spent = process.settlements.getOrDefault(kept.id(), 0L);
            assertThat(List.of(account.held(), account.settled(), account.reserved() - account.slice.returned()))
                    .as("held, settled, both of %s", kept.budget().name())
                    .containsExactly(held, spent, held + spent);
        }
    }

    private boolean isPast(Call call, Duration time) {
        return now - call.began() >= time.toNanos();
    }

    private void requireLaw() {
        for (KeptBudget kept : all) {
            assertThat(truth.getOrDefault(kept.id(), 0L))
                    .as("spent and held of %s", kept.budget().name())
                    .isLessThanOrEqualTo(limit(kept));
        }
    }

    private Spender spender(Random random) {
        return new Spender(
                new ModelKey(random.nextBoolean() ? ProviderId.OPENAI : ProviderId.ANTHROPIC, "m"),
                random.nextBoolean() ? "coder" : "writer",
                null,
                random.nextBoolean() ? "team" : "other",
                clock.instant());
    }

    private Call begin(Process process, Spender spender, long most, boolean waits) {
        BudgetHolds holds = process.instance.holds;
        HoldDecision decision = waits
                ? holds.holdOrRenew(spender, NanoUsd.money(most)).await().atMost(PATIENCE)
                : holds.hold(spender, NanoUsd.money(most));
        if (!(decision instanceof Hold hold)) {
            return null;
        }
        List<KeptBudget> covered = all.stream()
                .filter(kept -> new LocalBudget(kept, 0).matches(spender))
                .toList();
        covered.forEach(kept -> truth.merge(kept.id(), most, Long::sum));
        Call call = new Call(process, hold, covered, most, now);
        process.calls.add(call);
        return call;
    }

    /** Whole, cut, cancelled or failed. */
    private void end(Call call, Random random, Deque<Row> journal) {
        call.process().calls.remove(call);
        if (random.nextInt(4) == 0) {
            call.hold().release();
            call.covered().forEach(kept -> truth.merge(kept.id(), -call.amount(), Long::sum));
            return;
        }
        long cost = random.nextInt(3) == 0 ? call.amount() : (long) (call.amount() * random.nextDouble());
        call.hold().settle(NanoUsd.money(cost));
        for (KeptBudget kept : call.covered()) {
            truth.merge(kept.id(), cost - call.amount(), Long::sum);
            settlements.merge(kept.id(), cost, Long::sum);
            call.process().settlements.merge(kept.id(), cost, Long::sum);
        }
        Map<UUID, Long> amounts = new HashMap<>();
        for (Map.Entry<UUID, Money> settled : call.hold().settled().entrySet()) {
            amounts.put(settled.getKey(), NanoUsd.up(settled.getValue()));
        }
        if (!amounts.isEmpty()) {
            long last = journal.isEmpty() ? now : journal.peekLast().arrives();
            journal.add(new Row(amounts, Math.max(last, now + random.nextInt(20) * SECOND)));
        }
    }

    /** Its calls are gone, and cost nothing that anybody knows of; what it had settled is in its journal. */
    private void kill(List<Process> processes, int index, List<Call> open) {
        Process killed = processes.get(index);
        killed.killed = true;
        open.removeIf(call -> {
            if (call.process() == killed) {
                call.covered().forEach(kept -> truth.merge(kept.id(), -call.amount(), Long::sum));
            }
            return call.process() == killed;
        });
        processes.set(index, start());
    }

    /** A call that was forgotten: nobody ends it, and its hold dies with its time. */
    private void forgetLate(List<Call> open) {
        open.removeIf(call -> {
            boolean late =
                    now - call.began() > BudgetInstance.SETTINGS.drainTime().toNanos();
            if (late) {
                call.covered().forEach(kept -> truth.merge(kept.id(), -call.amount(), Long::sum));
            }
            return late;
        });
    }

    private static long limit(KeptBudget kept) {
        return NanoUsd.down(kept.budget().limit().usd());
    }
}

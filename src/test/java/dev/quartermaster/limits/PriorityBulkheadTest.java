package dev.quartermaster.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Priority;
import dev.quartermaster.limits.PriorityBulkhead.Entry;
import dev.quartermaster.limits.PriorityBulkhead.Ticket;
import dev.quartermaster.testing.ForAll;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PriorityBulkheadTest {

    private static final long SECOND = 1_000_000_000L;

    private final List<String> told = new ArrayList<>();

    @Test
    void letsInAsManyAsThereArePlacesAndQueuesSoManyMore() {
        PriorityBulkhead priorityBulkhead = new PriorityBulkhead(2, 1);

        assertThat(priorityBulkhead.enter(ticket("a"), Priority.MEDIUM, 0)).isEqualTo(Entry.ENTERED);
        assertThat(priorityBulkhead.enter(ticket("b"), Priority.MEDIUM, 0)).isEqualTo(Entry.ENTERED);
        assertThat(priorityBulkhead.enter(ticket("c"), Priority.MEDIUM, 0)).isEqualTo(Entry.QUEUED);
        assertThat(priorityBulkhead.enter(ticket("d"), Priority.MEDIUM, 0)).isEqualTo(Entry.FULL);
        assertThat(priorityBulkhead.inFlight()).isEqualTo(2);
        assertThat(priorityBulkhead.queued()).isEqualTo(1);
        assertThat(told).isEmpty();
    }

    @Test
    void aQueueOfNothingHoldsNobody() {
        PriorityBulkhead priorityBulkhead = new PriorityBulkhead(1, 0);
        priorityBulkhead.enter(ticket("a"), Priority.LOW, 0);

        assertThat(priorityBulkhead.enter(ticket("b"), Priority.CRITICAL, 0)).isEqualTo(Entry.FULL);
    }

    @Test
    void theMostUrgentEntersFirstAndAlikeInTheirOrder() {
        PriorityBulkhead priorityBulkhead = new PriorityBulkhead(1, 10);
        Ticket first = ticket("first");
        priorityBulkhead.enter(first, Priority.MEDIUM, 0);
        Map<String, Ticket> tickets = new HashMap<>();
        for (String name : List.of("low", "medium", "high", "critical", "medium too")) {
            tickets.put(name, ticket(name));
            priorityBulkhead.enter(
                    tickets.get(name), Priority.parse(name.split(" ")[0]).orElseThrow(), SECOND);
        }

        priorityBulkhead.leave(first, 2 * SECOND);
        while (told.size() < 5) {
            priorityBulkhead.leave(tickets.get(told.get(told.size() - 1).substring("entered ".length())), 2 * SECOND);
        }
        assertThat(told)
                .containsExactly(
                        "entered critical", "entered high", "entered medium", "entered medium too", "entered low");
    }

    @Test
    void aMoreUrgentCallTakesTheLastPlaceOfAFullQueueAndALessUrgentOneDoesNot() {
        PriorityBulkhead priorityBulkhead = new PriorityBulkhead(1, 2);
        priorityBulkhead.enter(ticket("a"), Priority.MEDIUM, 0);
        priorityBulkhead.enter(ticket("low"), Priority.LOW, 0);
        priorityBulkhead.enter(ticket("high"), Priority.HIGH, 0);

        assertThat(priorityBulkhead.enter(ticket("b"), Priority.LOW, 1)).isEqualTo(Entry.FULL);
        assertThat(priorityBulkhead.enter(ticket("critical"), Priority.CRITICAL, 1))
                .isEqualTo(Entry.QUEUED);
        assertThat(told).containsExactly("displaced low");
    }

    @Test
    void whoWithdrawsIsNotLetIn() {
        PriorityBulkhead priorityBulkhead = new PriorityBulkhead(1, 2);
        Ticket holder = ticket("a");
        Ticket gone = ticket("gone");
        priorityBulkhead.enter(holder, Priority.MEDIUM, 0);
        priorityBulkhead.enter(gone, Priority.MEDIUM, 0);

        assertThat(priorityBulkhead.withdraw(gone)).isTrue();
        assertThat(priorityBulkhead.withdraw(gone)).isFalse();
        priorityBulkhead.leave(holder, 1);
        assertThat(told).isEmpty();
        assertThat(priorityBulkhead.inFlight()).isZero();
    }

    @Test
    void tellsHowLongItMayTakeByHowLongCallsTook() {
        PriorityBulkhead priorityBulkhead = new PriorityBulkhead(1, 10);
        assertThat(priorityBulkhead.expectedWait()).isEqualTo(Duration.ofSeconds(1));
        for (int i = 0; i < 100; i++) {
            Ticket ticket = ticket("t");
            priorityBulkhead.enter(ticket, Priority.MEDIUM, i * 10 * SECOND);
            priorityBulkhead.leave(ticket, i * 10 * SECOND + 4 * SECOND);
        }
        priorityBulkhead.enter(ticket("holder"), Priority.MEDIUM, 0);
        priorityBulkhead.enter(ticket("waits"), Priority.MEDIUM, 0);

        assertThat(priorityBulkhead.expectedWait()).isEqualTo(Duration.ofSeconds(8));
    }

    /** One call of the simulation. */
    private static final class Call {
        private final long arrived;
        private final Priority priority;
        private Ticket ticket;
        private int ends;
        private boolean inside;

        private Call(long arrived, Priority priority) {
            this.arrived = arrived;
            this.priority = priority;
        }
    }

    @Test
    void neverMoreThanThePlacesAndEveryCallEndsOnceWhateverHappens() {
        ForAll.seeds(random -> {
            int places = random.nextInt(1, 5);
            int longest = random.nextInt(0, 6);
            PriorityBulkhead priorityBulkhead = new PriorityBulkhead(places, longest);
            List<Call> calls = new ArrayList<>();
            Deque<Call> inside = new ArrayDeque<>();
            long now = 0;
            for (int step = 0; step < 500; step++) {
                now += random.nextLong(SECOND);
                switch (random.nextInt(5)) {
                    case 0, 1, 2 ->
                        calls.add(arrive(priorityBulkhead, inside, new Call(now, any(random.nextInt(4))), now));
                    case 3 -> leave(priorityBulkhead, inside, now);
                    default -> withdraw(priorityBulkhead, calls, random.nextInt(Math.max(1, calls.size())));
                }
                assertThat(priorityBulkhead.inFlight()).isEqualTo(inside.size()).isLessThanOrEqualTo(places);
                assertThat(priorityBulkhead.queued()).isLessThanOrEqualTo(longest);
            }
            while (!inside.isEmpty()) {
                leave(priorityBulkhead, inside, now);
            }
            assertThat(priorityBulkhead.inFlight()).isZero();
            assertThat(priorityBulkhead.queued()).isZero();
            assertThat(calls).allSatisfy(call -> assertThat(call.ends).isEqualTo(1));
        });
    }

    /** Whoever is let in has nobody before it who is as urgent and came earlier, or waited longer than the head start. */
    @Test
    void nobodyStarvesAndTheUrgentGoFirst() {
        ForAll.seeds(random -> {
            PriorityBulkhead priorityBulkhead = new PriorityBulkhead(1, 1_000);
            List<Call> waiting = new ArrayList<>();
            Deque<Call> inside = new ArrayDeque<>();
            long now = 0;
            for (int step = 0; step < 300; step++) {
                now += random.nextLong(SECOND / 2);
                if (random.nextInt(5) < 3) {
                    Call call = arrive(priorityBulkhead, inside, new Call(now, any(random.nextInt(4))), now);
                    if (!call.inside) {
                        waiting.add(call);
                    }
                } else if (!inside.isEmpty()) {
                    leave(priorityBulkhead, inside, now);
                    Call entered = inside.peekFirst();
                    waiting.remove(entered);
                    waiting.forEach(other -> assertRightlyBehind(other, entered));
                }
            }
        });
    }

    private static void assertRightlyBehind(Call waits, Call entered) {
        int classes = entered.priority.ordinal() - waits.priority.ordinal();
        long headStart = classes * PriorityBulkhead.HEAD_START.toNanos();
        assertThat(entered.arrived - headStart).isLessThanOrEqualTo(waits.arrived);
    }

    private static Priority any(int index) {
        return Priority.values()[index];
    }

    private static Call arrive(PriorityBulkhead priorityBulkhead, Deque<Call> inside, Call call, long now) {
        call.ticket = new Ticket(
                () -> {
                    call.inside = true;
                    inside.addLast(call);
                },
                () -> call.ends++);
        Entry entry = priorityBulkhead.enter(call.ticket, call.priority, now);
        if (entry == Entry.ENTERED) {
            call.inside = true;
            inside.addLast(call);
        } else if (entry == Entry.FULL) {
            call.ends++;
        }
        return call;
    }

    private static void leave(PriorityBulkhead priorityBulkhead, Deque<Call> inside, long now) {
        if (!inside.isEmpty()) {
            Call call = inside.removeFirst();
            call.ends++;
            priorityBulkhead.leave(call.ticket, now);
        }
    }

    private static void withdraw(PriorityBulkhead priorityBulkhead, List<Call> calls, int index) {
        if (!calls.isEmpty() && priorityBulkhead.withdraw(calls.get(index).ticket)) {
            calls.get(index).ends++;
        }
    }

    private Ticket ticket(String name) {
        return new Ticket(() -> told.add("entered " + name), () -> told.add("displaced " + name));
    }
}

package dev.quartermaster.limits;

import dev.quartermaster.domain.Priority;
import java.time.Duration;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * Limits the concurrent calls to one provider and queues further ones. The queue is ordered by priority class, critical
 * first; each class is worth {@link #HEAD_START} of waiting, so that a call that has waited long enough precedes any
 * newcomer. If the queue is full, a newcomer that would precede the last call displaces it.
 *
 * <p>A state machine: it is given the time and never waits. Safe for any thread; tickets are notified outside its lock.
 */
final class PriorityBulkhead {

    /**
     * Head start of a priority class over the next lower one; it bounds the lowest class's wait for newcomers to three
     * times this.
     */
    static final Duration HEAD_START = Duration.ofSeconds(2);

    private static final Comparator<Ticket> ORDER =
            Comparator.comparingLong((Ticket ticket) -> ticket.standing).thenComparingLong(ticket -> ticket.number);

    private final int places;
    private final int longest;
    private final TreeSet<Ticket> queue = new TreeSet<>(ORDER);
    private int inFlight;
    private long numbers;
    private double meanHoldNanos;

    /** Place of one call in the bulkhead or in its queue. */
    static final class Ticket {

        private final Runnable onEntered;
        private final Runnable onDisplaced;
        private long standing;
        private long number;
        private long enteredAt;

        /** @param onDisplaced told when a more urgent call took its place in the queue */
        Ticket(Runnable onEntered, Runnable onDisplaced) {
            this.onEntered = onEntered;
            this.onDisplaced = onDisplaced;
        }
    }

    /** Result of a request for entry. */
    enum Entry {
        ENTERED,
        QUEUED,
        FULL
    }

    PriorityBulkhead(int places, int longest) {
        this.places = places;
        this.longest = longest;
    }

    /** Admits, queues or refuses a call. The ticket is not notified of {@code ENTERED}: its holder has the result. */
    Entry enter(Ticket ticket, Priority priority, long now) {
        Ticket displaced;
        synchronized (this) {
            if (inFlight < places && queue.isEmpty()) {
                inFlight++;
                ticket.enteredAt = now;
                return Entry.ENTERED;
            }
            ticket.standing = now - priority.ordinal() * HEAD_START.toNanos();
            ticket.number = numbers++;
            if (queue.size() < longest) {
                queue.add(ticket);
                return Entry.QUEUED;
            }
            if (longest == 0 || ORDER.compare(ticket, queue.last()) > 0) {
                return Entry.FULL;
            }
            displaced = queue.pollLast();
            queue.add(ticket);
        }
        displaced.onDisplaced.run();
        return Entry.QUEUED;
    }

    /** A call that had entered is over; the next one is let in. */
    void leave(Ticket ticket, long now) {
        Ticket next;
        synchronized (this) {
            double held = Math.max(0, now - ticket.enteredAt);
            meanHoldNanos += (held - meanHoldNanos) / 8;
            next = queue.pollFirst();
            if (next == null) {
                inFlight--;
                return;
            }
            next.enteredAt = now;
        }
        next.onEntered.run();
    }

    /** Leaves the queue. False when it does not stand there: it has been let in, or displaced. */
    synchronized boolean withdraw(Ticket ticket) {
        return queue.remove(ticket);
    }

    synchronized int inFlight() {
        return inFlight;
    }

    synchronized int queued() {
        return queue.size();
    }

    /** Estimates from recent call durations when one more call will find a place; at least a second. */
    synchronized Duration expectedWait() {
        double nanos = meanHoldNanos * (queue.size() + 1) / places;
        return Duration.ofSeconds(Math.max(1, (long) Math.ceil(nanos / 1e9)));
    }

    int places() {
        return places;
    }
}

package dev.quartermaster.budgets;

import dev.quartermaster.budgets.definition.BudgetAction;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Amount that this instance may spend of a budget in one window, and what of it is spent or held. Amounts are {@link NanoUsd} and
 * cumulative. Safe for any thread; without locks.
 *
 * <p>A hold is first reserved in each account and committed when it has been in all. Reserved never exceeds what is granted.
 * What does not fit beside what is committed surely does not fit; what fits beside that, but not beside what is reserved, is
 * tried again, because another call may take its reservation back.
 */
final class Account {

    final UUID lease = UUID.randomUUID();

    /** The same as text, made once. */
    final String leaseId = lease.toString();

    final LocalBudget budget;
    final Instant start;
    final @Nullable Instant end;
    final long startMillis;
    final long endMillis;

    /** State of its lease; used by {@link Leases} only. */
    final Slice slice = new Slice(this);

    private final AtomicLong reserved = new AtomicLong();
    private final AtomicLong committed = new AtomicLong();
    private final AtomicLong settled = new AtomicLong();
    private final LongAdder refused = new LongAdder();

    /** Only grows: what is given back is reserved for good. */
    private volatile long granted;

    private volatile Standing standing = Standing.NONE;

    /**
     * State of the budget in this window, as the database last told it.
     *
     * @param booked what the ledger has of this instance's spending; part of {@code spent}
     * @param others what other instances hold or may still hold
     * @param free what is neither spent nor granted
     * @param asOf when it was asked, by {@link System#nanoTime()}
     * @param lease time of its end; nothing is held from some time before on
     */
    record Standing(long spent, long booked, long others, long free, long asOf, LeaseTime lease) {
        static final Standing NONE = new Standing(0, 0, 0, 0, 0, LeaseTime.NONE);
    }

    Account(LocalBudget budget, Instant start, @Nullable Instant end) {
        this.budget = budget;
        this.start = start;
        this.end = end;
        this.startMillis = start.toEpochMilli();
        this.endMillis = end == null ? Long.MAX_VALUE : end.toEpochMilli();
    }

    boolean covers(long millis) {
        return startMillis <= millis && millis < endMillis;
    }

    boolean blocks() {
        return budget.action() == BudgetAction.BLOCK;
    }

    /** Reserves an amount. False if a blocking budget does not have it now; others always have it. */
    boolean reserve(long amount) {
        if (!blocks()) {
            reserved.getAndAdd(amount);
            return true;
        }
        long now = reserved.get();
        while (amount <= granted - now) {
            if (reserved.compareAndSet(now, now + amount)) {
                return true;
            }
            now = reserved.get();
        }
        return false;
    }

    void takeBack(long amount) {
        reserved.getAndAdd(-amount);
    }

    void commit(long amount) {
        long before = committed.getAndAdd(amount);
        if (budget.action() == BudgetAction.SHADOW && isTooMuch(amount, before, standing)) {
            refused.increment();
        }
    }

    /** As far as it is known: nothing is, before the first answer of the database. */
    private boolean isTooMuch(long amount, long before, Standing known) {
        return known.lease().begun() && amount > granted - before + known.free();
    }

    boolean fitsBesideCommitted(long amount) {
        return amount <= granted - committed.get();
    }

    /** Ends a hold: so much of it is spent, and the rest is free again. */
    void settle(long amount, long cost) {
        settled.getAndAdd(cost);
        change(cost - amount);
    }

    /** Spends without a hold: its time was up before the call ended. */
    void spend(long cost) {
        settled.getAndAdd(cost);
        change(cost);
    }

    void release(long amount) {
        change(-amount);
    }

    /** Reserved is at no moment less than committed. */
    private void change(long difference) {
        if (difference < 0) {
            committed.getAndAdd(difference);
            reserved.getAndAdd(difference);
        } else if (difference > 0) {
            reserved.getAndAdd(difference);
            committed.getAndAdd(difference);
        }
    }

    /** Takes out of use what exceeds a target and is not held; returns how much that was. */
    long withdraw(long target, long returned) {
        while (true) {
            long now = reserved.get();
            long unused = granted - now;
            long surplus = Math.min(unused, granted - returned - target);
            if (surplus <= 0) {
                return 0;
            } else if (reserved.compareAndSet(now, now + surplus)) {
                committed.getAndAdd(surplus);
                return surplus;
            }
        }
    }

    /** For one thread at a time. */
    void grant(long more) {
        long now = granted;
        granted = now + more;
    }

    void standing(Standing now) {
        standing = now;
    }

    Standing standing() {
        return standing;
    }

    void refuse() {
        refused.increment();
    }

    long granted() {
        return granted;
    }

    long reserved() {
        return reserved.get();
    }

    long settled() {
        return settled.get();
    }

    long refused() {
        return refused.sum();
    }

    /** Returns what calls of this instance hold now. */
    long held() {
        return Math.max(committed.get() - settled.get() - slice.returned(), 0);
    }

    /** Returns what is spent, as far as it is known here: by the ledger, and by this instance since. */
    long spent() {
        Standing known = standing;
        return known.spent() + Math.max(settled.get() - known.booked(), 0);
    }

    /** Returns what a call would meet: what is granted and unused here, and what was free in the database. */
    long attainable() {
        return Math.max(granted - committed.get(), 0) + standing.free();
    }
}

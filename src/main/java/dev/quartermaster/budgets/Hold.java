package dev.quartermaster.budgets;

import dev.quartermaster.domain.Money;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Hold of the most that one call can cost, in all budgets that apply to it. It ends once: settled, released, or when its time
 * is up. What is called later does nothing, except that a call which ended after its time still settles what it cost.
 */
public final class Hold implements HoldDecision {

    /** A hold in no budget. */
    static final Hold NONE = new Hold(new Account[0], 0, 0);

    private static final int OPEN = 0;
    private static final int EXPIRED = 1;
    private static final int ENDED = 2;

    final long deadline;
    private final Account[] accounts;
    private final long amount;
    private final AtomicInteger state = new AtomicInteger(OPEN);
    private volatile @Nullable Money cost;

    /** Its place among open holds; used by {@link OpenHolds} only. */
    OpenHolds.@Nullable Stripe stripe;

    @Nullable Hold previous;

    @Nullable Hold next;

    /** @param deadline by {@link System#nanoTime()} */
    Hold(Account[] accounts, long amount, long deadline) {
        this.accounts = accounts;
        this.amount = amount;
        this.deadline = deadline;
    }

    /** Returns the most that the call can cost, which is held. */
    public Money most() {
        return NanoUsd.money(amount);
    }

    /** Replaces the held amount with what the call cost. */
    public void settle(Money paid) {
        if (accounts.length == 0) {
            return;
        }
        long nanos = NanoUsd.up(paid);
        if (state.compareAndSet(OPEN, ENDED)) {
            cost = paid;
            OpenHolds.remove(this);
            for (Account account : accounts) {
                account.settle(amount, nanos);
            }
        } else if (state.compareAndSet(EXPIRED, ENDED)) {
            cost = paid;
            for (Account account : accounts) {
                account.spend(nanos);
            }
        }
    }

    /** Gives the held amount back; the call cost nothing. */
    public void release() {
        if (accounts.length == 0) {
            return;
        }
        if (state.compareAndSet(OPEN, ENDED)) {
            OpenHolds.remove(this);
            giveBack();
        } else {
            state.compareAndSet(EXPIRED, ENDED);
        }
    }

    /** Its time is up. */
    void expire() {
        if (state.compareAndSet(OPEN, EXPIRED)) {
            giveBack();
        }
    }

    private void giveBack() {
        for (Account account : accounts) {
            account.release(amount);
        }
    }

    /** Returns the ids of the leases that it holds in; empty where no budget applies. */
    public List<String> leases() {
        String[] ids = new String[accounts.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = accounts[i].leaseId;
        }
        return Arrays.asList(ids);
    }

    /** Returns what was settled, by lease; it goes into the ledger's row. Empty before and where no budget applies. */
    public Map<UUID, Money> settled() {
        Money paid = cost;
        if (paid == null || accounts.length == 0) {
            return Map.of();
        }
        Map<UUID, Money> byLease = new HashMap<>();
        for (Account account : accounts) {
            byLease.put(account.lease, paid);
        }
        return byLease;
    }
}

package dev.quartermaster.inference.failover;

import dev.quartermaster.budgets.Hold;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.LeaseAmounts;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds of one request in budgets. It has one call out at a time, so there is one hold at a time: a retry and a failover take
 * theirs after the one before was settled. Touched by one thread at a time.
 */
public final class RequestHolds {

    private @Nullable Hold current;
    private Money booked = Money.ZERO;

    /** The one that was settled, as long as no other has been settled for more than nothing. */
    private @Nullable Hold settled;

    /** What was settled by lease, once there are several. */
    private Map<String, Money> sums = Map.of();

    /** A call is about to go out. */
    void took(Hold hold) {
        release();
        current = hold;
    }

    /** Returns whether a call that is out has something held in a budget. */
    boolean holdsAnything() {
        return current != null && !current.leases().isEmpty();
    }

    /** The call did not go out. */
    void release() {
        if (current != null) {
            current.release();
            current = null;
        }
    }

    /**
     * The call is over.
     *
     * @param known what it cost; null where its price is not known: then it may have cost all that was held, so that no budget
     *     is walked through by calls that nobody can price
     */
    void settle(@Nullable Money known) {
        Hold hold = current;
        if (hold == null) {
            return;
        }
        current = null;
        Money cost = known == null ? hold.most() : known;
        hold.settle(cost);
        if (settled == null || (sums.isEmpty() && booked.equals(Money.ZERO))) {
            settled = hold;
            booked = cost;
        } else if (!cost.equals(Money.ZERO)) {
            addUp(settled, hold, cost);
        }
    }

    private void addUp(Hold before, Hold hold, Money cost) {
        if (sums.isEmpty()) {
            sums = new HashMap<>();
            before.leases().forEach(lease -> sums.put(lease, booked));
        }
        hold.leases().forEach(lease -> sums.merge(lease, cost, Money::plus));
        booked = booked.plus(cost);
    }

    /**
     * The request is over; a call that is not settled yet cost what is left of the whole.
     *
     * @param whole what the ledger says that the request cost; null where its price is not known
     * @return the leases that this counts against
     */
    public LeaseAmounts end(@Nullable Money whole) {
        if (current != null) {
            settle(whole == null ? null : rest(whole));
        }
        if (!sums.isEmpty()) {
            return LeaseAmounts.of(sums, whole);
        }
        return settled == null ? LeaseAmounts.NONE : LeaseAmounts.of(settled.leases(), booked, whole);
    }

    private Money rest(Money whole) {
        Money rest = new Money(whole.usd().subtract(booked.usd()));
        return rest.compareTo(Money.ZERO) > 0 ? rest : Money.ZERO;
    }
}

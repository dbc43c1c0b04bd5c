package dev.quartermaster.inference.failover;

import dev.quartermaster.budgets.Hold;
import dev.quartermaster.domain.Money;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds of one request in budgets. It has one call out at a time, so there is one hold at a time: a retry and a failover take
 * theirs after the one before was settled. Touched by one thread at a time.
 */
public final class RequestHolds {

    private @Nullable Hold current;
    private Money booked = Money.ZERO;
    private Map<UUID, Money> leases = Map.of();

    /** A call is about to go out. */
    void took(Hold hold) {
        release();
        current = hold;
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
     * @param known what it cost; null where its price is not known, which counts as nothing
     */
    void settle(@Nullable Money known) {
        Hold hold = current;
        if (hold == null) {
            return;
        }
        current = null;
        Money cost = known == null ? Money.ZERO : known;
        hold.settle(cost);
        booked = booked.plus(cost);
        Map<UUID, Money> own = hold.settled();
        if (leases.isEmpty()) {
            leases = own;
        } else {
            Map<UUID, Money> sum = new HashMap<>(leases);
            own.forEach((lease, amount) -> sum.merge(lease, amount, Money::plus));
            leases = sum;
        }
    }

    /**
     * The request is over; a call that is not settled yet cost what is left of the whole.
     *
     * @param whole what the ledger says that the request cost; null where its price is not known
     * @return the amounts by the lease that they count against
     */
    public Map<UUID, Money> end(@Nullable Money whole) {
        if (current != null) {
            settle(whole == null ? null : rest(whole));
        }
        return leases;
    }

    private Money rest(Money whole) {
        Money rest = new Money(whole.usd().subtract(booked.usd()));
        return rest.compareTo(Money.ZERO) > 0 ? rest : Money.ZERO;
    }
}

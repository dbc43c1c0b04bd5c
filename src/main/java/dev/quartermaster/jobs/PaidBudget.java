package dev.quartermaster.jobs;

import dev.quartermaster.domain.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Daily budget of paid calls that no caller asked for. The highest possible cost of a call is reserved before it is made and settled to its
 * actual cost; spending and reservations together never exceed the budget. Exact; safe for any thread.
 */
final class PaidBudget {

    private final BigDecimal budget;
    private LocalDate day = LocalDate.MIN;
    private Money spent = Money.ZERO;
    private BigDecimal held = BigDecimal.ZERO;

    /** @param budget of each day; zero for no call at all, not even one that is free */
    PaidBudget(BigDecimal budget) {
        this.budget = budget;
    }

    /** Reservation for one call, on the day on which it is made. */
    static final class Hold {

        private final LocalDate day;
        private final Money most;
        private boolean settled;

        private Hold(LocalDate day, Money most) {
            this.day = day;
            this.most = most;
        }

        /** The most that the call can cost. */
        Money most() {
            return most;
        }
    }

    /** Updates the day's spending from the ledger; the larger of the ledger's and the local sum counts. */
    synchronized void learn(LocalDate today, Money inLedger) {
        turnTo(today);
        spent = inLedger.compareTo(spent) > 0 ? inLedger : spent;
    }

    /** Empty when the day's budget does not cover it. */
    synchronized Optional<Hold> hold(LocalDate today, Money most) {
        turnTo(today);
        BigDecimal after = spent.usd().add(held).add(most.usd());
        if (budget.signum() == 0 || after.compareTo(budget) > 0) {
            return Optional.empty();
        }
        held = held.add(most.usd());
        return Optional.of(new Hold(today, most));
    }

    /** Settles a reservation; a second settlement, or one of an earlier day, has no effect. */
    synchronized void settle(Hold hold, Money cost) {
        if (hold.settled || !hold.day.equals(day)) {
            return;
        }
        hold.settled = true;
        held = held.subtract(hold.most.usd());
        spent = spent.plus(cost);
    }

    synchronized Money spent() {
        return spent;
    }

    synchronized Money held() {
        return new Money(held);
    }

    private void turnTo(LocalDate today) {
        if (today.isAfter(day)) {
            day = today;
            spent = Money.ZERO;
            held = BigDecimal.ZERO;
        }
    }
}

package dev.quartermaster.jobs;

import dev.quartermaster.domain.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What paid probes may cost in a day. The most a call can cost is held before it is made, and settled to what it did
 * cost; spent and held together never exceed the budget. Exact; safe for any thread.
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

    /** What may be spent on one call, of the day on which it is made. */
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

    /** What the ledger says was spent on this day; of what it says and what was settled here, the larger holds. */
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

    /** Of what is settled a second time, or belongs to a day that is over, nothing comes. */
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

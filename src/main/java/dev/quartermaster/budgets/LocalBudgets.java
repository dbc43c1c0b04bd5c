package dev.quartermaster.budgets;

import dev.quartermaster.budgets.definition.KeptBudget;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Budgets as this instance knows them, and holds in them. In memory; safe for any thread. */
final class LocalBudgets {

    /** Tries while another call's reservation is in the way: first at once, then after others have had the processor. */
    private static final int SPINS = 200;

    private static final int TRIES = 2_000;
    private static final long PAUSE_NANOS = 10_000;

    private static final Account[] NO_ACCOUNTS = {};

    private final LongSupplier nanos;
    private final Clock clock;
    private final Duration holdTime;
    private final OpenHolds open = new OpenHolds();
    private int places;
    private volatile BudgetIndex index = BudgetIndex.EMPTY;

    LocalBudgets(LongSupplier nanos, Clock clock, Duration holdTime) {
        this.nanos = nanos;
        this.clock = clock;
        this.holdTime = holdTime;
    }

    BudgetIndex index() {
        return index;
    }

    /** Takes over all definitions. The books of a budget that counts the same go on. */
    synchronized void define(List<KeptBudget> kept) {
        List<LocalBudget> all = new ArrayList<>();
        for (KeptBudget definition : kept) {
            if (definition.budget().enabled()) {
                LocalBudget known = index.budget(definition.id());
                if (known == null) {
                    known = new LocalBudget(definition, places++);
                } else {
                    known.change(definition);
                }
                all.add(known);
            }
        }
        index = new BudgetIndex(all);
    }

    HoldDecision hold(Spender spender, long amount, @Nullable Duration within) {
        BudgetIndex known = index;
        Account[] accounts = known.isEmpty() ? NO_ACCOUNTS : known.accounts(spender);
        if (accounts.length == 0) {
            return Hold.NONE;
        }
        long now = nanos.getAsLong();
        Account lacking = reserve(accounts, amount, now);
        if (lacking != null) {
            return refuse(lacking, amount, now);
        }
        for (Account account : accounts) {
            account.commit(amount);
        }
        Hold hold = new Hold(accounts, amount, now + (within == null ? holdTime : within).toNanos());
        open.add(hold);
        return hold;
    }

    /** Returns the account that refuses; null if it is reserved in all. */
    private @Nullable Account reserve(Account[] accounts, long amount, long now) {
        for (int attempt = 0; ; attempt++) {
            int failed = reserveOnce(accounts, amount, now);
            if (failed < 0) {
                return null;
            }
            Account account = accounts[failed];
            if (!isLeased(account, now) || !account.fitsBesideCommitted(amount) || attempt == TRIES) {
                return account;
            } else if (attempt < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private int reserveOnce(Account[] accounts, long amount, long now) {
        for (int i = 0; i < accounts.length; i++) {
            Account account = accounts[i];
            if ((account.blocks() && !isLeased(account, now)) || !account.reserve(amount)) {
                for (int j = i - 1; j >= 0; j--) {
                    accounts[j].takeBack(amount);
                }
                return i;
            }
        }
        return -1;
    }

    private boolean isLeased(Account account, long now) {
        return account.standing().lease().holds(now, clock.millis());
    }

    private BudgetRefusal refuse(Account account, long amount, long now) {
        return refusal(account, amount, !isLeased(account, now));
    }

    private static BudgetRefusal refusal(Account account, long amount, boolean unconfirmed) {
        return new BudgetRefusal(
                account.budget.budget().name(),
                account.budget.budget().scope(),
                account.budget.budget().limit(),
                NanoUsd.money(account.spent()),
                NanoUsd.money(account.standing().others() + account.held()),
                NanoUsd.money(amount),
                account.end,
                unconfirmed);
    }

    /** Returns blocking accounts that do not have an amount now. */
    List<Account> shortOf(Spender spender, long amount) {
        long now = nanos.getAsLong();
        List<Account> found = new ArrayList<>();
        for (Account account : index.accounts(spender)) {
            if (account.blocks() && (!isLeased(account, now) || !account.fitsBesideCommitted(amount))) {
                found.add(account);
            }
        }
        return found;
    }

    /** Returns the blocking budgets that may apply to a request, whichever model it goes to. */
    List<BlockingBudget> blocking(Spender spender, boolean renewable) {
        long now = nanos.getAsLong();
        List<BlockingBudget> found = new ArrayList<>();
        for (Account account : index.onAnyModel(spender)) {
            if (account.blocks()) {
                found.add(blocking(account, now, renewable));
            }
        }
        return found;
    }

    private BlockingBudget blocking(Account account, long now, boolean renewable) {
        boolean leased = isLeased(account, now);
        long left = leased ? account.attainable() : renewable ? account.budget.limit() : 0;
        BudgetRefusal refusal = refusal(account, 0, !leased && !renewable);
        return new BlockingBudget(
                refusal.budget(),
                refusal.scope(),
                account.budget.provider(),
                account.budget.model(),
                refusal.limit(),
                refusal.spent(),
                refusal.held(),
                NanoUsd.money(left),
                refusal.resetsAt(),
                refusal.unconfirmed());
    }

    boolean blocks(Spender spender) {
        BudgetIndex known = index;
        if (!known.isEmpty()) {
            for (Account account : known.accounts(spender)) {
                if (account.blocks()) {
                    return true;
                }
            }
        }
        return false;
    }

    Optional<Economy> economy(Spender spender) {
        BudgetIndex known = index;
        if (!known.economises()) {
            return Optional.empty();
        }
        Economy furthest = null;
        for (Account account : known.economising(spender)) {
            double used = account.spent() / (double) account.budget.limit();
            if (used >= account.budget.economiseFrom() && (furthest == null || used > furthest.used())) {
                furthest = new Economy(account.budget.budget().name(), used);
            }
        }
        return Optional.ofNullable(furthest);
    }

    /** Counts a call that is refused for good. */
    void countRefusal(Spender spender, BudgetRefusal refusal) {
        for (Account account : index.accounts(spender)) {
            if (account.blocks() && account.budget.budget().name().equals(refusal.budget())) {
                account.refuse();
            }
        }
    }

    /** Ends holds whose time is up. */
    int expireHolds() {
        return open.expire(nanos.getAsLong());
    }

    int openHolds() {
        return open.size();
    }

    @Nullable LocalBudget budget(UUID id) {
        return index.budget(id);
    }
}

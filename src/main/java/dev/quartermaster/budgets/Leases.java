package dev.quartermaster.budgets;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the leases of this instance: renews all of them now and then, and those that a call waits for at once. One renewal is
 * under way at a time; what comes up meanwhile goes together into the next. Safe for any thread.
 */
final class Leases {

    /** A window's account is opened so long before it begins. */
    private static final Duration AHEAD = Duration.ofSeconds(30);

    /** What the database said is believed for so long, before a call that did not fit then asks again. */
    private static final Duration FRESH = Duration.ofMillis(200);

    private final LocalBudgets budgets;
    private final LeaseStore store;
    private final LeaseSettings settings;
    private final LongSupplier nanos;
    private final Clock clock;
    private final Consumer<List<Account>> renewed;

    /** All that follows is guarded by this object's monitor. */
    private List<UniEmitter<? super Void>> waiting = new ArrayList<>();

    private List<UniEmitter<? super Void>> closers = new ArrayList<>();
    private boolean busy;
    private boolean all;
    private boolean closing;
    private @Nullable Failure failure;

    /** The renewals have failed since then. */
    record Failure(Instant since, String detail) {}

    /** One renewal on its way. */
    private record Batch(
            Duration length,
            long sent,
            long sentMillis,
            Map<java.util.UUID, Account> accounts,
            List<LeaseRequest> requests,
            List<UniEmitter<? super Void>> served) {}

    /** @param renewed gets the accounts after each renewal; must not block and must not fail */
    Leases(
            LocalBudgets budgets,
            LeaseStore store,
            LeaseSettings settings,
            LongSupplier nanos,
            Clock clock,
            Consumer<List<Account>> renewed) {
        this.budgets = budgets;
        this.store = store;
        this.settings = settings;
        this.nanos = nanos;
        this.clock = clock;
        this.renewed = renewed;
    }

    /** Renews all leases, ends holds whose time is up, and follows the calendar. */
    void tick() {
        budgets.expireHolds();
        long now = clock.millis();
        for (LocalBudget budget : budgets.index().budgets()) {
            Account current = budget.account(now);
            if (current.endMillis - AHEAD.toMillis() <= now) {
                budget.account(current.endMillis);
            }
            budget.close(account -> isOver(account, now) && account.slice.isClosed() && account.held() == 0);
        }
        synchronized (this) {
            all = true;
        }
        step();
    }

    /** Does what {@link #tick} does; completes when the renewal is done or has failed, and after a bounded time. */
    Uni<Void> renewal() {
        return Uni.createFrom()
                .<Void>emitter(answer -> {
                    synchronized (this) {
                        waiting.add(answer);
                    }
                    tick();
                })
                .ifNoItem()
                .after(settings.longestWait())
                .recoverWithItem(() -> null);
    }

    /** Asks for more in these accounts; completes when it is there or not to be had, and after a bounded time. */
    Uni<Void> more(List<Account> accounts, long amount) {
        if (accounts.isEmpty() || !store.isUp() || accounts.stream().anyMatch(account -> isGone(account, amount))) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .<Void>emitter(answer -> {
                    synchronized (this) {
                        accounts.forEach(account -> account.slice.need(amount));
                        waiting.add(answer);
                    }
                    step();
                })
                .ifNoItem()
                .after(settings.longestWait())
                .recoverWithItem(() -> null);
    }

    /** The database said a moment ago that it is not there. */
    private boolean isGone(Account account, long amount) {
        Account.Standing standing = account.standing();
        return standing.lease().begun()
                && nanos.getAsLong() - standing.asOf() < FRESH.toNanos()
                && amount > account.attainable();
    }

    /** Gives all leases back; completes when that is done or has failed. From then on nothing more is renewed. */
    Uni<Void> close() {
        return Uni.createFrom().emitter(answer -> {
            synchronized (this) {
                closing = true;
                all = true;
                closers.add(answer);
            }
            step();
        });
    }

    synchronized @Nullable Failure failure() {
        return failure;
    }

    private void step() {
        Batch batch = next();
        if (batch != null) {
            Uni.createFrom()
                    .deferred(() -> store.renew(batch.length(), batch.requests()))
                    .subscribe()
                    .with(answers -> answered(batch, answers), cause -> failed(batch, cause));
        }
    }

    private synchronized @Nullable Batch next() {
        if (busy || (!all && waiting.isEmpty())) {
            return null;
        }
        List<Account> accounts = budgets.index().budgets().stream()
                .flatMap(budget -> budget.accounts().stream())
                .filter(account -> all || account.slice.isNeeded())
                .toList();
        List<UniEmitter<? super Void>> served = new ArrayList<>(waiting);
        waiting = new ArrayList<>();
        if (closing) {
            served.addAll(closers);
            closers = new ArrayList<>();
        }
        busy = true;
        all = false;
        long now = nanos.getAsLong();
        long millis = clock.millis();
        List<LeaseRequest> requests = accounts.stream()
                .map(account -> account.slice.next(mode(account, now, millis)))
                .toList();
        return new Batch(
                closing ? Duration.ZERO : settings.leaseTime(),
                now,
                millis,
                accounts.stream().collect(Collectors.toMap(account -> account.lease, Function.identity())),
                requests,
                served);
    }

    private Slice.Mode mode(Account account, long now, long millis) {
        if (closing || isOver(account, millis)) {
            return Slice.Mode.CLOSE;
        } else if (account.standing().lease().hasEnded(now)) {
            return Slice.Mode.ANEW;
        }
        return failure == null ? Slice.Mode.USUAL : Slice.Mode.KEEP;
    }

    /** Its window has ended, and with it all calls that had begun in it and fail over in time. */
    private boolean isOver(Account account, long millis) {
        return account.end != null
                && millis >= account.endMillis + settings.drainTime().toMillis();
    }

    private void answered(Batch batch, List<LeaseAnswer> answers) {
        List<Account> changed = new ArrayList<>();
        synchronized (this) {
            failure = null;
            LeaseTime time = leaseTime(batch);
            for (LeaseAnswer answer : answers) {
                Account account = batch.accounts().get(answer.lease());
                if (account != null && answer.known()) {
                    account.slice.renewed(answer, isOver(account, batch.sentMillis()));
                    account.standing(new Account.Standing(
                            answer.spent(), answer.booked(), answer.others(), answer.free(), batch.sent(), time));
                    changed.add(account);
                }
            }
            all |= changed.stream().anyMatch(account -> account.slice.isWanted());
        }
        renewed.accept(changed);
        end(batch);
    }

    /** Counts from before it was asked, so that it ends here no later than in the database. */
    private LeaseTime leaseTime(Batch batch) {
        if (batch.length().isZero()) {
            return LeaseTime.NONE;
        }
        Duration usable = settings.leaseTime().minus(settings.drainTime());
        return new LeaseTime(
                true,
                batch.sent() + usable.toNanos(),
                batch.sentMillis() + usable.toMillis(),
                batch.sent() + settings.leaseTime().toNanos());
    }

    private void failed(Batch batch, Throwable cause) {
        synchronized (this) {
            if (failure == null) {
                // Who waits too long for the database is told no more than that.
                String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
                Log.warnf("Leases of budgets could not be renewed: %s", why);
                failure = new Failure(clock.instant(), why);
            }
        }
        end(batch);
    }

    private void end(Batch batch) {
        synchronized (this) {
            busy = false;
        }
        batch.served().forEach(answer -> answer.complete(null));
        step();
    }
}

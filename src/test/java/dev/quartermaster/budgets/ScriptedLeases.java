package dev.quartermaster.budgets;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

/** The leases of {@code renew_budget_leases} and the books of the ledger's trigger, in memory and in virtual time. */
final class ScriptedLeases implements LeaseStore {

    private final LongSupplier nanos;
    private final Map<UUID, Long> limits = new HashMap<>();
    private final Map<String, Long> spent = new HashMap<>();
    private final Map<UUID, Lease> leases = new HashMap<>();
    private boolean away;
    private boolean deaf;
    private Uni<Void> pause = Uni.createFrom().voidItem();

    private static final class Lease {
        UUID budget;
        Instant window;
        long granted;
        long settled;
        long booked;
        long sequence;
        long expires;
        long shortAt = Long.MIN_VALUE;
    }

    ScriptedLeases(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void limit(UUID budget, long limit) {
        limits.put(budget, limit);
    }

    /** Does not answer, and does nothing. */
    void away(boolean now) {
        away = now;
    }

    /** Does what it is asked, and its answers are lost. */
    void deaf(boolean now) {
        deaf = now;
    }

    /** Does what it is asked once that completes. */
    void pause(Uni<Void> until) {
        pause = until;
    }

    @Override
    public Uni<List<LeaseAnswer>> renew(Duration length, List<LeaseRequest> requests) {
        return pause.chain(() -> renewNow(length, requests));
    }

    private synchronized Uni<List<LeaseAnswer>> renewNow(Duration length, List<LeaseRequest> requests) {
        if (away) {
            return Uni.createFrom().failure(new IllegalStateException("away"));
        }
        List<LeaseAnswer> answers = new ArrayList<>();
        for (LeaseRequest request : requests) {
            answer(length, request, answers);
        }
        return deaf
                ? Uni.createFrom().failure(new IllegalStateException("lost"))
                : Uni.createFrom().item(answers);
    }

    private void answer(Duration length, LeaseRequest request, List<LeaseAnswer> answers) {
        Lease own = leases.computeIfAbsent(request.lease(), id -> new Lease());
        if (own.sequence >= request.sequence()) {
            return;
        }
        long now = nanos.getAsLong();
        long others = 0;
        int holders = 0;
        boolean pressed = false;
        for (Lease lease : leases.values()) {
            if (lease != own
                    && request.budget().equals(lease.budget)
                    && request.window().equals(lease.window)) {
                boolean live = lease.expires > now;
                others += Math.max((live ? lease.granted : lease.settled) - lease.booked, 0);
                holders += live ? 1 : 0;
                pressed |= lease.shortAt != Long.MIN_VALUE && now - lease.shortAt < 10_000_000_000L;
            }
        }
        long base = Math.max(request.keep(), own.booked);
        long spentNow = spent(request.budget(), request.window());
        long free = Math.max(limits.get(request.budget()) - spentNow - others - (base - own.booked), 0);
        long extra = 0;
        if (!length.isZero()) {
            extra = Math.max(Math.min(request.want() - base, free / (2L * (holders + 1))), 0);
            if (request.need() > 0 && request.least() <= free) {
                extra = Math.max(extra, Math.min(request.need(), free));
            }
        }
        own.budget = request.budget();
        own.window = request.window();
        own.granted = base + extra;
        own.settled = request.settled();
        own.sequence = request.sequence();
        own.expires = now + length.toNanos();
        if (request.need() > free) {
            own.shortAt = now;
        }
        answers.add(new LeaseAnswer(
                request.lease(), true, own.granted, own.booked, spentNow, others, holders, pressed, free - extra));
    }

    @Override
    public synchronized boolean isUp() {
        return !away;
    }

    /** A row of the ledger comes in. */
    synchronized void book(Map<UUID, Long> amounts) {
        amounts.forEach((id, amount) -> {
            Lease lease = leases.get(id);
            lease.booked += amount;
            spent.merge(lease.budget + " " + lease.window, amount, Long::sum);
        });
    }

    synchronized long spent(UUID budget, Instant window) {
        return spent.getOrDefault(budget + " " + window, 0L);
    }
}

package dev.quartermaster.performance;

import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.history.ledger.UsageRepository;
import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.storage.LeaderElection;
import dev.quartermaster.storage.LeaderElection.Role;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Raises alerts for agents and keys whose usage in an hour, at all instances, is unusual: in the running one, and soon after
 * its end once more, for what was booked last. Only the leader looks; while the database is away nobody does.
 */
@ApplicationScoped
public class UnusualUsageCheck {

    /** "qm usage", as a number. */
    private static final long LOCK = 0x716d207573616765L;

    /** How long after its end an hour is looked at. */
    private static final Duration LATE = Duration.ofMinutes(15);

    private final PerformanceConfig.UnusualConfig config;
    private final UnusualUsageRule rule;
    private final UsageRepository ledger;
    private final AlertService alertService;
    private final Clock clock;
    private final Supplier<Uni<Role>> claim;
    private final AtomicBoolean away = new AtomicBoolean();

    @Inject
    UnusualUsageCheck(
            PerformanceConfig config, UsageRepository ledger, AlertService alertService, ChangeFeed feed, Clock clock) {
        this(config, ledger, alertService, clock, new LeaderElection(feed, LOCK, clock)::claim);
    }

    UnusualUsageCheck(
            PerformanceConfig config,
            UsageRepository ledger,
            AlertService alertService,
            Clock clock,
            Supplier<Uni<Role>> claim) {
        this.config = config.unusual();
        this.rule = new UnusualUsageRule(this.config);
        this.ledger = ledger;
        this.alertService = alertService;
        this.clock = clock;
        this.claim = claim;
    }

    /** Completes when the hours were looked at, here or by the leader; fails when the ledger cannot be read. */
    public Uni<Void> attempt() {
        return rule.isOn() ? claim.get().chain(this::lookAs) : Uni.createFrom().voidItem();
    }

    /** Completes when the hours were looked at, or cannot be; never fails. */
    public Uni<Void> run() {
        return attempt()
                .onFailure()
                .invoke(failure -> waitForIt(String.valueOf(failure.getMessage())))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> lookAs(Role role) {
        return switch (role) {
            case LEADS -> look().invoke(() -> away.set(false));
            case FOLLOWS -> Uni.createFrom().voidItem();
            case ALONE -> Uni.createFrom().voidItem().invoke(() -> waitForIt("there is no connection"));
        };
    }

    private Uni<Void> look() {
        Instant now = clock.instant();
        Instant running = now.truncatedTo(ChronoUnit.HOURS);
        Instant late = now.minus(LATE).truncatedTo(ChronoUnit.HOURS);
        return Multi.createFrom()
                .items(Stream.of(late, running).distinct())
                .onItem()
                .transformToUniAndConcatenate(hour -> look(hour, now))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> look(Instant hour, Instant now) {
        Instant last = hour.plus(1, ChronoUnit.HOURS).minusMillis(1);
        Instant moment = now.isBefore(last) ? now : last;
        return ledger.usageAbove(config.requests(), config.costUsd(), hour)
                .invoke(all -> all.forEach(
                        usage -> rule.alert(usage, hour).ifPresent(request -> alertService.raiseOf(moment, request))))
                .replaceWithVoid();
    }

    /** Says so once, not at every run. */
    private void waitForIt(String why) {
        if (!away.getAndSet(true)) {
            Log.infof("Unusual usage is not looked for until the ledger can be read: %s", why);
        }
    }
}

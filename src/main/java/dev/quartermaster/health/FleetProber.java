package dev.quartermaster.health;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.health.RemoteProbeResults.ProbeNotification;
import dev.quartermaster.health.RemoteProbeResults.ProbeNotification.Status;
import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.storage.LeaderElection;
import dev.quartermaster.storage.LeaderElection.Role;
import dev.quartermaster.telemetry.StatusContributor;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import dev.quartermaster.telemetry.StatusContributor.State;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Runs the rounds of free probes on one instance for all instances on a database; the others are notified of the
 * results. While the database is away each instance probes for itself.
 */
@ApplicationScoped
public class FleetProber {

    static final String CHANNEL = "provider_probes";

    /** "qm probe", as a number. */
    private static final long LOCK = 0x716d2070726f6265L;

    private final Prober prober;
    private final CircuitBreakers circuitBreakers;
    private final ChangeFeed feed;
    private final Clock clock;
    private final RemoteProbeResults remoteProbeResults;
    private final LeaderElection leaderElection;
    private volatile boolean started;

    @Inject
    FleetProber(Prober prober, CircuitBreakers circuitBreakers, HealthConfig config, ChangeFeed feed, Clock clock) {
        this(prober, circuitBreakers, config.interval(), feed, clock);
    }

    FleetProber(Prober prober, CircuitBreakers circuitBreakers, Duration interval, ChangeFeed feed, Clock clock) {
        this.prober = prober;
        this.circuitBreakers = circuitBreakers;
        this.feed = feed;
        this.clock = clock;
        this.remoteProbeResults = new RemoteProbeResults(circuitBreakers, interval, clock);
        this.leaderElection = new LeaderElection(feed, LOCK, clock);
    }

    void start(@Observes StartupEvent event) {
        feed.onMessage(CHANNEL, text -> ProbeNotification.parse(text).ifPresent(remoteProbeResults::apply));
    }

    /** Returns this instance's role in the fleet. */
    public LeaderElection.Standing leadership() {
        return leaderElection.standing();
    }

    @Produces
    @Singleton
    StatusContributor contributor() {
        return StatusContributor.of("probes", this::status);
    }

    private ComponentStatus status() {
        LeaderElection.Standing standing = leadership();
        // On Lambda there is one when a rule asks for it.
        if (!started) {
            return new ComponentStatus(State.UNKNOWN, standing.since(), "no round was made yet", "");
        }
        return switch (standing.role()) {
            case LEADS -> new ComponentStatus(State.OK, standing.since(), "this instance probes for all", "");
            case FOLLOWS -> new ComponentStatus(State.OK, standing.since(), "another instance probes for all", "");
            case ALONE ->
                ComponentStatus.degraded(
                        standing.since(),
                        "this instance probes for itself",
                        "Each instance asks the providers, and does not learn what others found out.");
        };
    }

    /** Makes one round; a follower probes only providers without remote results. Never fails. */
    public Uni<Void> round() {
        // Not on the feed's thread, which must notice a lost connection meanwhile.
        return leaderElection
                .claim()
                .emitOn(Infrastructure.getDefaultExecutor())
                .chain(this::run);
    }

    private Uni<Void> run(Role role) {
        started = true;
        return switch (role) {
            case LEADS -> sweepForAll();
            case FOLLOWS ->
                sweep(provider -> remoteProbeResults.isStale(
                        provider, leaderElection.standing().since()));
            case ALONE -> sweep(any -> true);
        };
    }

    private Uni<Void> sweep(Predicate<ProviderId> mine) {
        return prober.sweep(mine.and(prober::needsProbe)).collect().asList().replaceWithVoid();
    }

    private Uni<Void> sweepForAll() {
        prober.usable().stream()
                .filter(provider -> !prober.needsProbe(provider))
                .forEach(this::announceSkipped);
        return prober.sweep(prober::needsProbe)
                .invoke(result -> announce(result.provider(), result.reachable() ? Status.UP : Status.DOWN))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /** Announces a provider that needs no probe: it answered within the interval, or its circuit is in its pause. */
    private void announceSkipped(ProviderId provider) {
        boolean down = circuitBreakers.report(provider).state() == HealthState.UNAVAILABLE;
        announce(provider, down ? Status.SKIPPED : Status.UP);
    }

    private void announce(ProviderId provider, Status word) {
        if (leaderElection.standing().role() == Role.LEADS) {
            feed.publish(CHANNEL, new ProbeNotification(word, clock.instant(), provider).text());
        }
    }
}

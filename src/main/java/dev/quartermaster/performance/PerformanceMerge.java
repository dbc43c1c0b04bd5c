package dev.quartermaster.performance;

import dev.quartermaster.history.Instance;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.ledger.ArrivedRequests;
import dev.quartermaster.history.ledger.RequestFeedLedger;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Brings what others saw into the monitor: once the newest requests of the last week, from then on those that arrived
 * since the last look. A look that fails is made up for by the next one. One look at a time.
 */
@ApplicationScoped
public class PerformanceMerge {

    private static final Duration WEEK = Duration.ofDays(7);
    /** A row may become visible so long after the time it bears. What is seen twice for that counts once. */
    private static final Duration OVERLAP = Duration.ofSeconds(35);

    private static final int MOST_AT_ONCE = 10_000;
    private static final int MOST_SEEN = 100_000;

    private final RequestFeedLedger ledger;
    private final PerformanceMonitor monitor;
    private final PerformanceConfig config;
    private final Instance instance;
    private final Clock clock;
    private final Set<UUID> seen = new LinkedHashSet<>();
    private volatile Instant arrivedUntil;

    PerformanceMerge(
            RequestFeedLedger ledger,
            PerformanceMonitor monitor,
            PerformanceConfig config,
            Instance instance,
            Clock clock) {
        this.ledger = ledger;
        this.monitor = monitor;
        this.config = config;
        this.instance = instance;
        this.clock = clock;
    }

    /** Looks once. Never fails. */
    public Uni<Void> look() {
        return Uni.createFrom()
                .deferred(() -> arrivedUntil == null ? seed() : merge())
                .invoke(this::take)
                .onFailure()
                .invoke(failure ->
                        Log.debugf("What others saw of models is not to be had now: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<ArrivedRequests> seed() {
        return ledger.newest(clock.instant().minus(WEEK), instance.id(), config.seedRequests());
    }

    private Uni<ArrivedRequests> merge() {
        return ledger.arrived(arrivedUntil.minus(OVERLAP), instance.id(), MOST_AT_ONCE);
    }

    private synchronized void take(ArrivedRequests arrived) {
        for (InvocationRecord request : arrived.requests()) {
            if (seen.add(request.id())) {
                monitor.observe(request);
            }
        }
        arrivedUntil = arrived.readAt();
        Iterator<UUID> oldest = seen.iterator();
        for (int over = seen.size() - MOST_SEEN; over > 0; over--) {
            oldest.next();
            oldest.remove();
        }
    }
}

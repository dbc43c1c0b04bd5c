package dev.quartermaster.performance;

import dev.quartermaster.history.Instance;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.ledger.ArrivedRequests.Place;
import dev.quartermaster.history.ledger.RequestFeedRepository;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings what others saw into the monitor: once the newest requests of the last week, from then on those that arrived
 * since the last look. A look that fails is made up for by the next one. One look at a time.
 */
@ApplicationScoped
public class PerformanceMerge {

    private static final Duration WEEK = Duration.ofDays(7);
    /** A row may become visible so long after the time it bears. What is seen twice for that counts once. */
    private static final Duration OVERLAP = Duration.ofSeconds(35);

    /** Tolerated clock lead of another instance. */
    private static final Duration AHEAD = Duration.ofHours(1);

    /** Few enough to be read in the time a question has. */
    private static final int PAGE = 5_000;

    private static final int MOST_PAGES = 20;
    private static final int MOST_SEEN = 100_000;

    private final RequestFeedRepository ledger;
    private final PerformanceMonitor monitor;
    private final PerformanceConfig config;
    private final Instance instance;
    private final Clock clock;
    private final Set<UUID> seen = new LinkedHashSet<>();
    /** Cursor of the next merge; null until the last week has been read. */
    private volatile @Nullable Place next;

    PerformanceMerge(
            RequestFeedRepository ledger,
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
                .deferred(() -> next == null ? seed() : merge(MOST_PAGES))
                .onFailure()
                .invoke(failure ->
                        Log.debugf("What others saw of models is not to be had now: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> seed() {
        Instant now = clock.instant();
        Place newest = Place.at(now.plus(AHEAD));
        return seed(now.minus(WEEK), newest, null, new ArrayList<>());
    }

    /** Page by page from the newest on; then all are taken, the oldest first, so that it is forgotten first. */
    private Uni<Void> seed(Instant since, Place before, @Nullable Instant firstReadAt, List<InvocationRecord> read) {
        int page = Math.min(PAGE, config.seedRequests() - read.size());
        return ledger.newest(since, before, instance.id(), page).chain(some -> {
            Instant readAt = firstReadAt == null ? some.readAt() : firstReadAt;
            read.addAll(some.requests());
            if (some.last() != null && read.size() < config.seedRequests()) {
                return seed(since, some.last(), readAt, read);
            }
            Collections.reverse(read);
            take(read);
            next = Place.at(readAt.minus(OVERLAP));
            return Uni.createFrom().voidItem();
        });
    }

    /** Merges up to a number of pages; the next merge continues after them. */
    private Uni<Void> merge(int pages) {
        return ledger.arrived(next, instance.id(), PAGE).chain(some -> {
            take(some.requests());
            next = some.last() == null ? Place.at(some.readAt().minus(OVERLAP)) : some.last();
            return some.last() == null || pages == 1 ? Uni.createFrom().voidItem() : merge(pages - 1);
        });
    }

    private synchronized void take(List<InvocationRecord> requests) {
        for (InvocationRecord request : requests) {
            if (seen.add(request.id())) {
                monitor.observe(request);
            }
        }
        Iterator<UUID> oldest = seen.iterator();
        for (int over = seen.size() - MOST_SEEN; over > 0; over--) {
            oldest.next();
            oldest.remove();
        }
    }
}

package dev.quartermaster.performance;

import dev.quartermaster.history.Instance;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.ledger.RequestFeedRepository;
import dev.quartermaster.history.ledger.RequestFeedRepository.RecordedRequest;
import dev.quartermaster.history.ledger.RowCursor;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Adds the requests of other instances to the monitor: first the newest of the last week, then those recorded since the
 * last merge. The next merge makes up for one that fails. One merge at a time.
 */
@ApplicationScoped
public class PerformanceMerge {

    private static final Duration WEEK = Duration.ofDays(7);

    /** Tolerated clock lead of another instance. */
    private static final Duration AHEAD = Duration.ofHours(1);

    /** Rows that a query can read within its timeout. */
    private static final int PAGE = 5_000;

    private static final int MOST_PAGES = 20;

    private final RequestFeedRepository ledger;
    private final PerformanceMonitor monitor;
    private final PerformanceConfig config;
    private final Instance instance;
    private final Clock clock;
    /** When each of the requests was recorded that the next merge reads again. */
    private final Map<UUID, Instant> seen = new HashMap<>();
    /** Cursor of the next merge; null until the last week has been read. */
    private volatile @Nullable RowCursor next;

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

    /** Merges once; fails when the ledger cannot be read. */
    public Uni<Void> attempt() {
        return Uni.createFrom().deferred(() -> {
            RowCursor from = next;
            return from == null ? seed() : merge(from, null, MOST_PAGES);
        });
    }

    /** Merges once. Never fails. */
    public Uni<Void> run() {
        return attempt()
                .onFailure()
                .invoke(failure ->
                        Log.debugf("The requests of other instances cannot be read now: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> seed() {
        Instant now = clock.instant();
        RowCursor newest = RowCursor.before(now.plus(AHEAD));
        return seed(now.minus(WEEK), newest, null, new ArrayList<>());
    }

    /** Reads page by page from the newest on, then observes all, the oldest first. */
    private Uni<Void> seed(Instant since, RowCursor before, @Nullable Instant complete, List<RecordedRequest> read) {
        int page = Math.min(PAGE, config.seedRequests() - read.size());
        return ledger.newest(since, before, instance.id(), page).chain(some -> {
            Instant completeUntil = complete == null ? some.completeUntil() : complete;
            read.addAll(some.requests());
            if (some.last() != null && read.size() < config.seedRequests()) {
                return seed(since, some.last(), completeUntil, read);
            }
            Collections.reverse(read);
            observe(read);
            continueFrom(RowCursor.before(completeUntil));
            return Uni.createFrom().voidItem();
        });
    }

    /**
     * Merges up to a number of pages; the next merge continues after them, also if one of them cannot be read.
     *
     * @param complete until when the ledger was complete as the first page was read; null for the first page. What was still
     *     open then may belong before the later pages.
     */
    private Uni<Void> merge(RowCursor from, @Nullable RowCursor complete, int pages) {
        return ledger.arrived(from, instance.id(), PAGE).chain(page -> {
            observe(page.requests());
            RowCursor completeUntil = complete == null ? RowCursor.before(page.completeUntil()) : complete;
            RowCursor last = page.last();
            continueFrom(last == null || completeUntil.time().isBefore(last.time()) ? completeUntil : last);
            return last == null || pages == 1 ? Uni.createFrom().voidItem() : merge(last, completeUntil, pages - 1);
        });
    }

    private synchronized void observe(List<RecordedRequest> requests) {
        for (RecordedRequest recorded : requests) {
            InvocationRecord request = recorded.request();
            if (seen.put(request.id(), recorded.recordedAt()) == null) {
                monitor.observe(request);
            }
        }
    }

    private synchronized void continueFrom(RowCursor cursor) {
        next = cursor;
        seen.values().removeIf(recordedAt -> recordedAt.isBefore(cursor.time()));
    }
}

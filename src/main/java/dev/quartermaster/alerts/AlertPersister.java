package dev.quartermaster.alerts;

import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stores alerts in the database one after the other, and reads those of other instances. While the database is away
 * changes are queued, as many as there are alerts in memory. All steps run on one executor.
 */
final class AlertPersister {

    /** Revisions given out to transactions that end later than a younger one are still found so. */
    private static final long OVERLAP = 100;

    private final AlertBuffer book;
    private final AlertRepository rows;
    private final Executor executor;
    private final Consumer<Alert> send;
    private final Consumer<Alert> tell;
    private final int most;
    private final Clock clock;

    /** Touched by the executor only. */
    private final Set<UUID> waiting = new LinkedHashSet<>();

    private final Set<UUID> unsent = new LinkedHashSet<>();
    private boolean busy;
    private long revision = -1;

    private volatile @Nullable Problem problem;

    /** @param since when the store failed first */
    private record Problem(Instant since, String detail, int waiting) {}

    /**
     * @param send given each alert that this process is to send on
     * @param tell given each alert that another instance was told
     */
    AlertPersister(
            AlertBuffer book,
            AlertRepository rows,
            Executor executor,
            Consumer<Alert> send,
            Consumer<Alert> tell,
            int most,
            Clock clock) {
        this.book = book;
        this.rows = rows;
        this.executor = executor;
        this.send = send;
        this.tell = tell;
        this.most = most;
        this.clock = clock;
    }

    /** Stores a new alert; the instance that stores it first, or cannot reach the database, sends it on. */
    void raised(Alert alert) {
        executor.execute(() -> {
            unsent.add(alert.id());
            enqueue(alert.id());
        });
    }

    /** Queues a changed alert for storage. */
    void changed(UUID id) {
        executor.execute(() -> enqueue(id));
    }

    /** A good time to try again, and to look for news. */
    void refresh() {
        executor.execute(() -> {
            step();
            look();
        });
    }

    ComponentStatus status(Instant start) {
        Problem now = problem;
        return now == null
                ? ComponentStatus.ok(start)
                : ComponentStatus.degraded(
                        now.since(),
                        now.detail(),
                        "Alerts are told by this instance and kept in memory, " + now.waiting()
                                + " of them waiting for the database; those of other instances are not seen, and may be"
                                + " told twice.");
    }

    private void enqueue(UUID id) {
        waiting.add(id);
        if (waiting.size() > most) {
            waiting.remove(waiting.iterator().next());
        }
        step();
    }

    private void step() {
        if (busy || waiting.isEmpty()) {
            return;
        }
        UUID next = waiting.iterator().next();
        Alert alert = book.find(next).orElse(null);
        if (alert == null) {
            waiting.remove(next);
            unsent.remove(next);
            step();
            return;
        }
        busy = true;
        waiting.remove(next);
        safely(() -> rows.keep(alert))
                .subscribe()
                .with(
                        first -> executor.execute(() -> kept(alert, first)),
                        failure -> executor.execute(() -> failed(alert, failure)));
    }

    private void kept(Alert alert, boolean first) {
        busy = false;
        problem = null;
        if (unsent.remove(alert.id()) && first) {
            send.accept(alert);
        }
        step();
    }

    /** Whoever waits to be told does not wait for the database. */
    private void failed(Alert alert, Throwable failure) {
        busy = false;
        waiting.add(alert.id());
        broken(failure);
        Set<UUID> now = Set.copyOf(unsent);
        unsent.clear();
        now.forEach(id -> book.find(id).ifPresent(send));
    }

    private void look() {
        long from = revision < 0 ? 0 : Math.max(0, revision - OVERLAP);
        boolean first = revision < 0;
        safely(() -> rows.news(from, most))
                .subscribe()
                .with(
                        news -> executor.execute(() -> heard(news, first)),
                        failure -> executor.execute(() -> broken(failure)));
    }

    private void heard(AlertRepository.News news, boolean first) {
        if (waiting.isEmpty()) {
            problem = null;
        }
        revision = Math.max(Math.max(0, revision), news.latest());
        for (int i = news.alerts().size() - 1; i >= 0; i--) {
            Alert alert = news.alerts().get(i);
            if (book.add(alert)) {
                // What was told before this process began is known to it, and no news.
                if (!first) {
                    tell.accept(alert);
                }
            } else {
                book.change(alert.id(), known -> known.merged(alert));
            }
        }
    }

    private void broken(Throwable failure) {
        Problem before = problem;
        Instant since = before == null ? clock.instant() : before.since();
        if (before == null) {
            Log.warnf(
                    "Alerts cannot be kept in the database now; they are told all the same: %s", failure.getMessage());
        }
        problem = new Problem(since, String.valueOf(failure.getMessage()), waiting.size());
    }

    private static <T> Uni<T> safely(java.util.function.Supplier<Uni<T>> question) {
        return Uni.createFrom().deferred(question::get);
    }
}

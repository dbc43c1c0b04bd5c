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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stores alerts in the database one by one and reads those of other instances. While the database is down, changes are
 * queued up to the number of alerts in memory. All steps run on one executor.
 */
final class AlertPersister {

    /** Revisions to read again: a transaction with an earlier revision may commit later. */
    private static final long OVERLAP = 100;

    private final AlertBuffer buffer;
    private final AlertRepository repository;
    private final Executor executor;
    private final Consumer<Alert> send;
    private final Consumer<Alert> publish;
    private final int most;
    private final Clock clock;

    /** Used by the executor only. */
    private final Set<UUID> waiting = new LinkedHashSet<>();

    private final Set<UUID> unsent = new LinkedHashSet<>();
    private boolean busy;
    private long revision = -1;

    private volatile @Nullable Problem problem;

    /** @param since the time of the first failure */
    private record Problem(Instant since, String detail, int waiting) {}

    /**
     * @param send receives each alert that this process delivers
     * @param publish receives each alert of another instance
     */
    AlertPersister(
            AlertBuffer buffer,
            AlertRepository repository,
            Executor executor,
            Consumer<Alert> send,
            Consumer<Alert> publish,
            int most,
            Clock clock) {
        this.buffer = buffer;
        this.repository = repository;
        this.executor = executor;
        this.send = send;
        this.publish = publish;
        this.most = most;
        this.clock = clock;
    }

    /** Stores a new alert; the instance that stores it first, or cannot reach the database, delivers it. */
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

    /** Retries queued changes and reads those of other instances. */
    void refresh() {
        executor.execute(() -> {
            step();
            poll();
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
        Alert alert = buffer.find(next).orElse(null);
        if (alert == null) {
            waiting.remove(next);
            unsent.remove(next);
            step();
            return;
        }
        busy = true;
        waiting.remove(next);
        deferred(() -> repository.save(alert))
                .subscribe()
                .with(
                        first -> executor.execute(() -> saved(alert, first)),
                        failure -> executor.execute(() -> failed(alert, failure)));
    }

    private void saved(Alert alert, boolean first) {
        busy = false;
        problem = null;
        if (unsent.remove(alert.id()) && first) {
            send.accept(alert);
        }
        step();
    }

    /** Delivers the waiting alerts without the database. */
    private void failed(Alert alert, Throwable failure) {
        busy = false;
        waiting.add(alert.id());
        recordProblem(failure);
        Set<UUID> now = Set.copyOf(unsent);
        unsent.clear();
        now.forEach(id -> buffer.find(id).ifPresent(send));
    }

    private void poll() {
        long from = revision < 0 ? 0 : Math.max(0, revision - OVERLAP);
        boolean first = revision < 0;
        deferred(() -> repository.changesSince(from, most))
                .subscribe()
                .with(
                        changes -> executor.execute(() -> merge(changes, first)),
                        failure -> executor.execute(() -> recordProblem(failure)));
    }

    private void merge(AlertRepository.Changes changes, boolean first) {
        if (waiting.isEmpty()) {
            problem = null;
        }
        revision = Math.max(Math.max(0, revision), changes.latest());
        for (int i = changes.alerts().size() - 1; i >= 0; i--) {
            Alert alert = changes.alerts().get(i);
            if (buffer.add(alert)) {
                // Alerts from before the start are not published again.
                if (!first) {
                    publish.accept(alert);
                }
            } else {
                buffer.change(alert.id(), known -> known.merged(alert));
            }
        }
    }

    private void recordProblem(Throwable failure) {
        Problem before = problem;
        Instant since = before == null ? clock.instant() : before.since();
        if (before == null) {
            Log.warnf("Alerts cannot be stored in the database now; they are still raised: %s", failure.getMessage());
        }
        problem = new Problem(since, String.valueOf(failure.getMessage()), waiting.size());
    }

    private static <T> Uni<T> deferred(Supplier<Uni<T>> query) {
        return Uni.createFrom().deferred(query::get);
    }
}

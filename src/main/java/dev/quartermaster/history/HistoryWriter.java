package dev.quartermaster.history;

import dev.quartermaster.domain.Backoff;
import dev.quartermaster.history.journal.JournalBatch;
import dev.quartermaster.history.journal.JournalKind;
import dev.quartermaster.history.journal.JournalLine;
import dev.quartermaster.history.journal.JournalReader;
import dev.quartermaster.storage.DatabaseState;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Carries records from the journal to the database, in batches, until the journal is empty; then sleeps until it is
 * woken. While the database is down it tries again after growing pauses; the journal keeps what it could not deliver.
 *
 * <p>All steps run on one single-threaded executor, so that no two batches are under way at a time.
 */
final class HistoryWriter {

    private final JournalReader reader;
    private final RowWriter sink;
    private final RejectedRows rejected;
    private final DatabaseState database;
    private final WriterSettings settings;
    private final ScheduledExecutorService executor;
    private final Backoff backoff;
    private int failures;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private volatile boolean started;
    private volatile boolean woken;
    private volatile boolean finishing;
    private boolean writing;
    /** Touched by the executor only. */
    private final List<UniEmitter<? super Void>> waiters = new ArrayList<>();

    HistoryWriter(
            JournalReader reader,
            RowWriter sink,
            RejectedRows rejected,
            DatabaseState database,
            WriterSettings settings,
            ScheduledExecutorService executor) {
        this.reader = reader;
        this.sink = sink;
        this.rejected = rejected;
        this.database = database;
        this.settings = settings;
        this.executor = executor;
        this.backoff = new Backoff(settings.retryBase(), settings.retryMax());
    }

    /** The schema is there: records may be written from now on. */
    void start() {
        started = true;
        wake();
    }

    /** There is something new in the journal. */
    void wake() {
        woken = true;
        if (started && !finishing && busy.compareAndSet(false, true)) {
            schedule(settings.linger());
        }
    }

    /** Completes when all that the journal holds now is in the database; never fails, and may never complete. */
    Uni<Void> stored() {
        return Uni.createFrom()
                .emitter(waiting -> executor.execute(() -> {
                    waiters.add(waiting);
                    if (started && busy.compareAndSet(false, true)) {
                        step();
                    }
                }));
    }

    /**
     * Writes what is left without lingering, and gives up at the first failure: what could not be written is in the
     * journal and will be at the next start.
     *
     * @return done when there is nothing left that can be written
     */
    Future<Void> finish() {
        finishing = true;
        if (started) {
            executor.execute(this::step);
        } else {
            finished.complete(null);
        }
        return finished;
    }

    private void schedule(Duration pause) {
        if (!executor.isShutdown()) {
            executor.schedule(this::step, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void step() {
        if (writing) {
            return;
        }
        woken = false;
        JournalBatch batch;
        try {
            batch = reader.next(settings.batchSize());
        } catch (RuntimeException e) {
            Log.errorf("The journal cannot be read: %s", e.getMessage());
            retry();
            return;
        }
        if (batch.isEmpty()) {
            rest();
        } else {
            write(batch);
        }
    }

    private void rest() {
        // Registered before the journal was found empty, by this same thread: what they wait for has been written.
        List<UniEmitter<? super Void>> served = List.copyOf(waiters);
        waiters.clear();
        served.forEach(waiting -> waiting.complete(null));
        if (finishing) {
            finished.complete(null);
            return;
        }
        busy.set(false);
        if (woken) {
            wake();
        }
    }

    private void write(JournalBatch batch) {
        writing = true;
        Uni<Void> all = Uni.createFrom().voidItem();
        for (JournalKind kind : JournalKind.values()) {
            List<String> rows = batch.lines().stream()
                    .filter(line -> line.kind() == kind)
                    .map(JournalLine::json)
                    .toList();
            all = rows.isEmpty() ? all : all.chain(() -> store(kind, rows));
        }
        all.emitOn(executor).subscribe().with(done -> written(batch), this::failed);
    }

    private void written(JournalBatch batch) {
        writing = false;
        reader.commit(batch);
        database.up();
        failures = 0;
        step();
    }

    private void failed(Throwable cause) {
        writing = false;
        database.down(cause);
        retry();
    }

    private void retry() {
        if (finishing) {
            finished.complete(null);
        } else {
            schedule(backoff.pause(failures++));
        }
    }

    /** Rows that cannot be stored are found by halving, and put aside one by one. */
    private Uni<Void> store(JournalKind kind, List<String> rows) {
        return sink.store(kind, rows)
                .onFailure(RejectedBatch.class)
                .recoverWithUni(refused -> divide(kind, rows, refused.getMessage()));
    }

    private Uni<Void> divide(JournalKind kind, List<String> rows, @Nullable String reason) {
        if (rows.size() == 1) {
            return Uni.createFrom().voidItem().emitOn(executor).invoke(() -> rejected.keep(kind, rows.get(0), reason));
        }
        int half = rows.size() / 2;
        return store(kind, rows.subList(0, half)).chain(() -> store(kind, rows.subList(half, rows.size())));
    }
}

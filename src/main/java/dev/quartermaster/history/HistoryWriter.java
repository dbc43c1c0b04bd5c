package dev.quartermaster.history;

import dev.quartermaster.domain.Backoff;
import dev.quartermaster.history.journal.JournalReader;
import dev.quartermaster.history.journal.JournalReader.JournalBatch;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Moves records from the journal to the database in batches until the journal is empty, then sleeps until it is woken.
 * While the database is down it retries after growing pauses; undelivered records stay in the journal.
 *
 * <p>All steps run on one single-threaded executor. While one batch is written, the next one is read and, where no row needs
 * those before it, written beside it, so that the database need not wait for this service. Batches leave the journal in
 * order.
 */
final class HistoryWriter {

    /**
     * The settings for writing records to the database.
     *
     * @param batchSize the most records written at once
     * @param linger the longest time that a record waits for others
     * @param retryBase pause after the first failure; doubled with every further one
     * @param retryMax longest pause
     */
    record Settings(int batchSize, Duration linger, Duration retryBase, Duration retryMax) {

        static Settings of(HistoryConfig config) {
            return new Settings(config.batchSize(), config.linger(), config.retryBase(), config.retryMax());
        }
    }

    /**
     * A batch that is written, or about to be, before its turn.
     *
     * @param stored completes when it is in the database; written once, however often this is asked
     */
    private record EarlyBatch(JournalBatch batch, Uni<Void> stored) {}

    private final JournalReader reader;
    private final BatchWriter batches;
    private final DatabaseState database;
    private final Settings settings;
    private final ScheduledExecutorService executor;
    private final Backoff backoff;
    private int failures;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private volatile boolean started;
    private volatile boolean woken;
    /** The oldest record is known. */
    private volatile boolean seen;

    private volatile boolean finishing;
    private boolean writing;
    /** The batch after the one that is being written. Used by the executor only. */
    private @Nullable EarlyBatch ahead;

    /** The next batch, while it waits for more records; only whoever made the writer busy sets it. */
    private volatile @Nullable Future<?> lingering;
    /** Used by the executor only. */
    private final List<UniEmitter<? super Void>> waiters = new ArrayList<>();

    HistoryWriter(
            JournalReader reader,
            BatchWriter batches,
            DatabaseState database,
            Settings settings,
            ScheduledExecutorService executor) {
        this.reader = reader;
        this.batches = batches;
        this.database = database;
        this.settings = settings;
        this.executor = executor;
        this.backoff = new Backoff(settings.retryBase(), settings.retryMax());
    }

    /** Allows records to be written: the schema is up to date. */
    void start() {
        started = true;
        wake();
    }

    /** Starts a batch if none is in progress: the journal has new records. */
    void wake() {
        woken = true;
        if (started && !finishing && busy.compareAndSet(false, true)) {
            linger();
        } else if (!started && !seen && !executor.isShutdown()) {
            seen = true;
            executor.execute(this::look);
        }
    }

    /** Reads what is to be written first, so that its age is known although nothing can be written yet. */
    private void look() {
        try {
            seen = started || !reader.next(settings.batchSize()).isEmpty();
        } catch (RuntimeException e) {
            Log.errorf("The journal cannot be read: %s", e.getMessage());
        }
    }

    private void linger() {
        if (!executor.isShutdown()) {
            lingering = executor.schedule(this::step, settings.linger().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Completes when everything the journal holds now is in the database; never fails, and may never complete. */
    Uni<Void> stored() {
        return Uni.createFrom()
                .emitter(waiting -> executor.execute(() -> {
                    waiters.add(waiting);
                    Future<?> next = lingering;
                    if ((started && busy.compareAndSet(false, true)) || (next != null && next.cancel(false))) {
                        step();
                    }
                }));
    }

    /**
     * Writes the remaining records at once and gives up at the first failure: the rest stays in the journal for the next
     * start.
     *
     * @return completes when nothing more can be written
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
            drained();
        } else {
            write(batch);
        }
    }

    private void drained() {
        // They were registered on this thread before the journal was empty: their records have been written.
        List<UniEmitter<? super Void>> released = List.copyOf(waiters);
        waiters.clear();
        released.forEach(waiting -> waiting.complete(null));
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
        stored(batch)
                .emitOn(executor)
                .invoke(() -> reader.commit(batch))
                .subscribe()
                .with(done -> written(batch), this::failed);
        if (batch.more() && !finishing && ahead == null) {
            begin(batch);
        }
    }

    private Uni<Void> stored(JournalBatch batch) {
        EarlyBatch early = ahead;
        Uni<Void> write =
                Uni.createFrom().deferred(() -> batches.prepare(batch.lines()).get());
        if (early == null || early.batch() != batch) {
            return write;
        }
        ahead = null;
        // What went wrong before its turn may be over.
        return early.stored().emitOn(executor).onFailure().recoverWithUni(write);
    }

    /** Takes the batch after another one apart, and writes it beside that one if their order does not matter. */
    private void begin(JournalBatch first) {
        try {
            JournalBatch next = reader.ahead(settings.batchSize());
            if (!next.isEmpty()) {
                Supplier<Uni<Void>> write = batches.prepare(next.lines());
                Uni<Void> stored =
                        Uni.createFrom().deferred(write::get).memoize().indefinitely();
                ahead = new EarlyBatch(next, stored);
                if (inAnyOrder(first) && inAnyOrder(next)) {
                    stored.subscribe().with(done -> {}, e -> Log.debugf(e, "A batch is not written before its turn"));
                }
            }
        } catch (RuntimeException e) {
            Log.debugf(e, "The next records are not prepared; writing them will tell why");
        }
    }

    private static boolean inAnyOrder(JournalBatch batch) {
        return batch.lines().stream().allMatch(line -> line.kind().inAnyOrder());
    }

    private void written(JournalBatch batch) {
        writing = false;
        database.up();
        failures = 0;
        if (batch.more() || finishing || !waiters.isEmpty()) {
            step();
        } else {
            // Under load there is always another record: without a pause each batch would hold but a few.
            linger();
        }
    }

    private void failed(Throwable cause) {
        writing = false;
        try {
            database.down(cause);
        } finally {
            retry();
        }
    }

    private void retry() {
        if (finishing) {
            finished.complete(null);
        } else {
            schedule(backoff.pause(failures++));
        }
    }
}

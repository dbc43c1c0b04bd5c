package dev.quartermaster.history.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An append-only log on the local disk, written by a thread of its own that takes all entries waiting at a time and
 * hands them to the operating system in one write.
 *
 * <p>Appending never fails and never blocks. When the disk takes nothing (full, broken, slow, or the journal has reached
 * its largest size) entries stay in memory, up to a limit; beyond that they are dropped and counted. The disk is tried
 * again with every group.
 */
public final class Journal implements AutoCloseable {

    private static final int MOST_IN_ONE_WRITE = 512;

    /** Ends the thread. */
    private static final Pending STOP = new Pending(List.of(), null, null);

    /** Why the disk takes nothing, null if it does, and since when that is so. */
    private record Health(@Nullable String fault, Instant since) {}

    private final JournalSettings settings;
    private final ObjectMapper json;
    private final SegmentWriter.Disk disk;
    private final Clock clock;
    private final BlockingQueue<Pending> queue;
    private final BlockingQueue<JournalEntry> memory;
    private final JournalCounts counts = new JournalCounts();
    private final JournalReader reader = new JournalReader(this);
    private final Thread thread;
    private final DiskWatch watch;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(Journal::daemon);
    private volatile Runnable listener = () -> {};
    private volatile @Nullable SegmentFolder folder;
    private volatile Health health;
    private volatile boolean closed;
    private @Nullable SegmentWriter writer;

    public Journal(JournalSettings settings, ObjectMapper json, Clock clock) {
        this(settings, json, clock, SegmentWriter.DISK);
    }

    Journal(JournalSettings settings, ObjectMapper json, Clock clock, SegmentWriter.Disk disk) {
        this.disk = disk;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
        this.health = new Health(null, clock.instant());
        this.watch = new DiskWatch(settings.patience(), clock);
        this.queue = new ArrayBlockingQueue<>(settings.queueEntries());
        this.memory = new ArrayBlockingQueue<>(settings.memoryEntries());
        this.thread = new Thread(this::run, "quartermaster-journal");
        this.thread.setDaemon(true);
    }

    /** Begins to write; entries appended earlier wait until then. */
    public void open() {
        thread.start();
        long pause = Math.max(10, settings.patience().toMillis() / 4);
        watcher.scheduleWithFixedDelay(this::watch, pause, pause, TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "quartermaster-journal-watch");
        thread.setDaemon(true);
        return thread;
    }

    /** Called after entries were taken, on the journal's thread; must not block. */
    public void onAppend(Runnable called) {
        listener = called;
    }

    /** Takes one entry alone. */
    public Uni<Void> append(JournalEntry entry) {
        return append(List.of(entry));
    }

    /**
     * Takes entries, when subscribed to, and writes them together, in their order. Completes once they survive this process,
     * or are known not to be able to, or the disk has not answered for too long; on the Vert.x context of the subscriber.
     * Never fails.
     */
    public Uni<Void> append(List<JournalEntry> entries) {
        return Uni.createFrom().emitter(waiting -> offer(entries, waiting));
    }

    private void offer(List<JournalEntry> entries, UniEmitter<? super Void> waiting) {
        if (closed || !queue.offer(new Pending(entries, waiting, Vertx.currentContext()))) {
            entries.forEach(this::keepInMemory);
            waiting.complete(null);
        } else if (watch.isNotWaitedFor()) {
            waiting.complete(null);
        }
    }

    /** Releases the callers that wait for a disk that does not answer. Their entries are written when it does. */
    void watch() {
        if (watch.look()) {
            failed(new IOException(
                    "the disk has not answered for " + settings.patience().toMillis() + " ms"));
            watch.writing().forEach(Pending::done);
            queue.stream().filter(waiting -> waiting != STOP).forEach(Pending::done);
        }
    }

    private void run() {
        List<Pending> group = new ArrayList<>(MOST_IN_ONE_WRITE);
        store(group);
        announce();
        boolean goOn = true;
        while (goOn) {
            goOn = take(group);
            watch.begins(group);
            store(group);
            watch.ends();
            group.forEach(Pending::done);
            announce();
            group.clear();
        }
        shut();
    }

    /** This thread is the only one that tells waiting requests to go on: nothing may end it. */
    private void announce() {
        try {
            listener.run();
        } catch (RuntimeException e) {
            Log.errorf(e, "Whoever reads the journal could not be told of new entries");
        }
    }

    /** Waits for the next entries; false when the journal is being closed. */
    private boolean take(List<Pending> group) {
        try {
            group.add(queue.take());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        queue.drainTo(group, MOST_IN_ONE_WRITE - 1);
        return !group.remove(STOP);
    }

    private void store(List<Pending> group) {
        List<JournalEntry> entries = new ArrayList<>(group.size());
        try {
            ByteArrayOutputStream lines = new ByteArrayOutputStream(4096);
            for (Pending pending : group) {
                for (JournalEntry entry : pending.entries()) {
                    encode(entry).ifPresent(line -> {
                        lines.writeBytes(line.encode());
                        entries.add(entry);
                    });
                }
            }
            write(lines.toByteArray());
            counts.taken(entries.size());
            recovered();
        } catch (IOException | RuntimeException | Error e) {
            failed(e);
            entries.forEach(this::keepInMemory);
        }
    }

    private void write(byte[] lines) throws IOException {
        if (writer == null) {
            folder = SegmentFolder.open(settings.directory());
            writer = new SegmentWriter(folder, settings.segmentBytes(), disk);
        }
        if (lines.length > 0 && folder.bytes() + lines.length > settings.maxBytes()) {
            throw new IOException("the journal has reached its largest size of " + settings.maxBytes() + " bytes");
        }
        if (lines.length > 0) {
            writer.write(lines);
        }
    }

    private void keepInMemory(JournalEntry entry) {
        if (memory.offer(entry)) {
            counts.taken(1);
        } else {
            counts.dropped();
        }
    }

    private synchronized void failed(Throwable e) {
        String fault = e.getClass().getSimpleName() + ": " + e.getMessage();
        if (health.fault() == null) {
            Log.errorf("History is kept in memory only: %s", fault);
            health = new Health(fault, clock.instant());
        }
    }

    private synchronized void recovered() {
        if (health.fault() != null) {
            Log.info("History reaches the disk again");
            health = new Health(null, clock.instant());
        }
    }

    /** The entry as a line; empty, and counted as dropped, if it cannot be written as JSON. */
    Optional<JournalLine> encode(JournalEntry entry) {
        try {
            return Optional.of(JournalLine.of(entry.kind(), json.writeValueAsString(entry.row(json))));
        } catch (JsonProcessingException | RuntimeException e) {
            Log.errorf("Dropped a history entry that cannot be written: %s", e.getMessage());
            counts.dropped();
            return Optional.empty();
        }
    }

    Optional<SegmentFolder> folder() {
        return Optional.ofNullable(folder);
    }

    Optional<JournalEntry> pollMemory() {
        return Optional.ofNullable(memory.poll());
    }

    JournalCounts counts() {
        return counts;
    }

    /** The one reader there is. */
    public JournalReader reader() {
        return reader;
    }

    public JournalState state() {
        Health now = health;
        return new JournalState(
                counts.backlog(), memory.size(), counts.droppedSum(), counts.brokenSum(), now.fault(), now.since());
    }

    /** Writes what waits, for at most {@code within}, and takes nothing more to disk. Can still be read afterwards. */
    public void stop(Duration within) {
        closed = true;
        try {
            if (queue.offer(STOP, within.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.join(within.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void shut() {
        watcher.shutdownNow();
        for (Pending late = queue.poll(); late != null; late = queue.poll()) {
            late.entries().forEach(this::keepInMemory);
            late.done();
        }
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            Log.warnf("The journal could not be closed cleanly: %s", e.getMessage());
        }
    }

    /** Releases the folder for another process. */
    @Override
    public void close() {
        try {
            if (folder != null) {
                folder.close();
            }
        } catch (IOException e) {
            Log.warnf("The journal's lock could not be released: %s", e.getMessage());
        }
    }
}

package dev.quartermaster.history.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
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
 * Append-only log on the local disk. A thread of its own hands all waiting entries to the operating system in one write.
 *
 * <p>Appending never fails and never blocks. While the disk accepts nothing (full, broken, slow, or the journal has
 * reached its largest size) entries stay in memory up to a limit; beyond it they are dropped and counted. Every group of
 * entries tries the disk again.
 */
public final class Journal implements AutoCloseable {

    /**
     * Entries that are written together.
     *
     * @param done releases the caller that waits for them
     */
    record Pending(List<JournalEntry> entries, Runnable done) {}

    private static final int MOST_IN_ONE_WRITE = 512;

    /** Ends the thread. */
    private static final Pending STOP = new Pending(List.of(), () -> {});

    private final JournalSettings settings;
    private final ObjectMapper json;
    private final SegmentWriter.Disk disk;
    private final BlockingQueue<Pending> queue;
    private final BlockingQueue<JournalEntry> memory;
    private final JournalMonitor monitor;
    private final JournalReader reader = new JournalReader(this);
    private final Thread thread;
    private final DiskWatch watch;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(Journal::daemon);
    private volatile Runnable listener = () -> {};
    private volatile @Nullable SegmentFolder folder;
    private volatile boolean closed;
    private @Nullable SegmentWriter writer;

    public Journal(JournalSettings settings, ObjectMapper json, Clock clock) {
        this(settings, json, clock, SegmentWriter.DISK);
    }

    Journal(JournalSettings settings, ObjectMapper json, Clock clock, SegmentWriter.Disk disk) {
        this.disk = disk;
        this.settings = settings;
        this.json = json;
        this.monitor = new JournalMonitor(clock);
        this.watch = new DiskWatch(settings.writeTimeout(), clock);
        this.queue = new ArrayBlockingQueue<>(settings.queueEntries());
        this.memory = new ArrayBlockingQueue<>(settings.memoryEntries());
        this.thread = new Thread(this::run, "quartermaster-journal");
        this.thread.setDaemon(true);
    }

    /** Starts writing; entries appended earlier wait until then. */
    public void open() {
        thread.start();
        long pause = Math.max(10, settings.writeTimeout().toMillis() / 4);
        watcher.scheduleWithFixedDelay(this::watch, pause, pause, TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "quartermaster-journal-watch");
        thread.setDaemon(true);
        return thread;
    }

    /** Sets the callback after each write. It runs on the journal's thread and must not block. */
    public void onAppend(Runnable called) {
        listener = called;
    }

    /**
     * Writes entries together and in order, on subscription. Completes on the subscriber's Vert.x context once the entries
     * survive this process, or cannot, or the disk has not answered for too long. Never fails.
     */
    public Uni<Void> append(List<JournalEntry> entries) {
        return Uni.createFrom().emitter(waiting -> offer(entries, waiting));
    }

    private void offer(List<JournalEntry> entries, UniEmitter<? super Void> waiting) {
        if (closed || !queue.offer(new Pending(entries, release(waiting)))) {
            entries.forEach(this::keepInMemory);
            waiting.complete(null);
        } else if (watch.isTimedOut()) {
            waiting.complete(null);
        }
    }

    /** Returns the task that completes the caller, on its context if it has one. */
    private static Runnable release(UniEmitter<? super Void> waiting) {
        Context caller = Vertx.currentContext();
        return caller == null
                ? () -> waiting.complete(null)
                : () -> caller.runOnContext(ignored -> waiting.complete(null));
    }

    /** Releases the callers that wait for a disk that does not answer. Their entries are written when it does. */
    void watch() {
        if (watch.check()) {
            monitor.diskFailed(new IOException(
                    "the disk has not answered for " + settings.writeTimeout().toMillis() + " ms"));
            watch.writing().forEach(pending -> pending.done().run());
            queue.stream().filter(waiting -> waiting != STOP).forEach(pending -> pending.done()
                    .run());
        }
    }

    private void run() {
        List<Pending> group = new ArrayList<>(MOST_IN_ONE_WRITE);
        store(group);
        announce();
        boolean open = true;
        while (open) {
            open = take(group);
            watch.begins(group);
            store(group);
            watch.ends();
            group.forEach(pending -> pending.done().run());
            announce();
            group.clear();
        }
        shut();
    }

    /** Must not throw: this thread alone releases the waiting requests. */
    private void announce() {
        try {
            listener.run();
        } catch (RuntimeException e) {
            Log.errorf(e, "The reader of the journal could not be notified of new entries");
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
            monitor.taken(entries.size());
            monitor.diskRecovered();
        } catch (IOException | RuntimeException | Error e) {
            monitor.diskFailed(e);
            entries.forEach(this::keepInMemory);
        }
    }

    private void write(byte[] lines) throws IOException {
        SegmentWriter segments = writer == null ? openFolder() : writer;
        if (lines.length > 0 && segments.folderBytes() + lines.length > settings.maxBytes()) {
            throw new IOException("the journal has reached its largest size of " + settings.maxBytes() + " bytes");
        }
        if (lines.length > 0) {
            segments.write(lines);
        }
    }

    private SegmentWriter openFolder() throws IOException {
        SegmentFolder opened = SegmentFolder.open(settings.directory());
        SegmentWriter segments = new SegmentWriter(opened, settings.segmentBytes(), disk);
        folder = opened;
        writer = segments;
        return segments;
    }

    private void keepInMemory(JournalEntry entry) {
        monitor.passedBy();
        if (memory.offer(entry)) {
            monitor.taken(1);
        } else {
            monitor.dropped();
        }
    }

    /** Encodes an entry; returns nothing, and counts it as dropped, if it cannot be written as JSON. */
    Optional<JournalLine> encode(JournalEntry entry) {
        try {
            return Optional.of(JournalLine.of(entry.kind(), json.writeValueAsString(entry.row(json))));
        } catch (JsonProcessingException | RuntimeException e) {
            Log.errorf("Dropped a history entry that cannot be written: %s", e.getMessage());
            monitor.dropped();
            return Optional.empty();
        }
    }

    Optional<SegmentFolder> folder() {
        return Optional.ofNullable(folder);
    }

    Optional<JournalEntry> pollMemory() {
        return Optional.ofNullable(memory.poll());
    }

    JournalMonitor monitor() {
        return monitor;
    }

    /** Returns the only reader. */
    public JournalReader reader() {
        return reader;
    }

    /** Returns how many entries have not reached the disk since the start, at the price of one volatile read. */
    public long setbacks() {
        return monitor.setbacks();
    }

    public JournalState state() {
        return monitor.state(memory.size());
    }

    /** Writes the waiting entries for at most {@code within}, then stops. The journal can still be read. */
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
            late.done().run();
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

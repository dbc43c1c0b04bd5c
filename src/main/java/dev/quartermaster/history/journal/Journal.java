package dev.quartermaster.history.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
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
 * Append-only log on the local disk. A thread of its own encodes all waiting entries and hands them to the operating system
 * in one write.
 *
 * <p>Appending never fails and never blocks. While the disk accepts nothing (full, broken, slow, or the journal has
 * reached its largest size) entries stay in memory up to a limit; beyond it they are dropped and counted. Every group of
 * entries tries the disk again.
 */
public final class Journal implements AutoCloseable {

    private static final int MOST_GROUPS_IN_ONE_WRITE = 64;

    /** What was written last and is kept for the reader: a second of some thousand requests. */
    private static final int KEPT_BYTES = 4 << 20;

    private final JournalSettings settings;
    private final SegmentWriter.Disk disk;
    private final WriteQueue queue;
    private final LineEncoder encoder;
    private final WrittenLines written = new WrittenLines(KEPT_BYTES);
    private final BlockingQueue<JournalEntry> memory;
    private final JournalMonitor monitor;
    private final JournalReader reader;
    private final Thread thread;
    private final DiskWatch watch;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(Journal::daemon);
    private volatile Runnable listener = () -> {};
    private volatile @Nullable SegmentFolder folder;
    private @Nullable SegmentWriter writer;

    public Journal(JournalSettings settings, ObjectMapper json, Clock clock) {
        this(settings, json, clock, SegmentWriter.DISK);
    }

    Journal(JournalSettings settings, ObjectMapper json, Clock clock, SegmentWriter.Disk disk) {
        this.disk = disk;
        this.settings = settings;
        this.encoder = new LineEncoder(json);
        this.monitor = new JournalMonitor(clock);
        this.watch = new DiskWatch(settings.writeTimeout(), clock);
        this.queue = new WriteQueue(settings.queueEntries(), watch, this::keepInMemory);
        this.memory = new ArrayBlockingQueue<>(settings.memoryEntries());
        this.reader = new JournalReader(this, new LineEncoder(json), new SegmentReader(written));
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
        return Uni.createFrom().emitter(caller -> queue.enter(entries, caller));
    }

    /** Releases the callers that wait for a disk that does not answer. Their entries are written when it does. */
    void watch() {
        if (watch.check()) {
            monitor.diskFailed(new IOException(
                    "the disk has not answered for " + settings.writeTimeout().toMillis() + " ms"));
            watch.writing().forEach(CommitGroup::release);
            queue.release();
        }
    }

    private void run() {
        List<CommitGroup> groups = new ArrayList<>(MOST_GROUPS_IN_ONE_WRITE);
        store(groups);
        announce();
        boolean open = true;
        while (open) {
            open = queue.take(groups, MOST_GROUPS_IN_ONE_WRITE);
            watch.begins(groups);
            store(groups);
            watch.ends();
            groups.forEach(CommitGroup::release);
            announce();
            groups.clear();
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

    private void store(List<CommitGroup> groups) {
        List<JournalEntry> entries = new ArrayList<>();
        try {
            encoder.clear();
            groups.forEach(group -> group.forEachEntry(entry -> encode(entry, entries)));
            write();
            monitor.taken(entries.size());
            monitor.diskRecovered();
        } catch (IOException | RuntimeException | Error e) {
            monitor.diskFailed(e);
            entries.forEach(this::keepInMemory);
        }
    }

    private void encode(JournalEntry entry, List<JournalEntry> encoded) {
        if (encoder.add(entry)) {
            encoded.add(entry);
        } else {
            monitor.dropped();
        }
    }

    private void write() throws IOException {
        SegmentWriter segments = writer == null ? openFolder() : writer;
        int length = encoder.length();
        if (length > 0 && segments.folderBytes() + length > settings.maxBytes()) {
            // Once it is drained it can go, and make room for the next one.
            segments.close();
            throw new IOException("the journal has reached its largest size of " + settings.maxBytes() + " bytes");
        }
        if (length > 0) {
            segments.write(encoder.bytes(), length);
        }
    }

    private SegmentWriter openFolder() throws IOException {
        SegmentFolder opened = SegmentFolder.open(settings.directory());
        SegmentWriter segments = new SegmentWriter(opened, settings.segmentBytes(), disk, written);
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

    Optional<SegmentFolder> folder() {
        return Optional.ofNullable(folder);
    }

    @Nullable JournalEntry pollMemory() {
        return memory.poll();
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
        SegmentFolder opened = folder;
        return monitor.state(memory.size(), opened == null ? 0 : opened.bytes(), reader.oldest());
    }

    /** Writes the waiting entries for at most {@code within}, then stops. The journal can still be read. */
    public void stop(Duration within) {
        queue.close();
        try {
            thread.join(within.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void shut() {
        watcher.shutdownNow();
        queue.abandon();
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

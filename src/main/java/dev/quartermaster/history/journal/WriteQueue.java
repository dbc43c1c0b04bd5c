package dev.quartermaster.history.journal;

import io.netty.channel.EventLoop;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Queue of entries for the disk, with the callers that wait for them, for group commits: what an event loop brings in one
 * turn is one group, so that a busy loop wakes the journal's thread once for many requests and is woken once by it.
 */
final class WriteQueue {

    /** Ends the journal's thread. */
    private static final CommitGroup STOP = new CommitGroup();

    private final int places;
    private final DiskWatch watch;
    private final Consumer<JournalEntry> turnedAway;
    private final BlockingQueue<CommitGroup> groups = new LinkedBlockingQueue<>();
    private final AtomicInteger callers = new AtomicInteger();
    /** The group that an event loop is gathering; each loop's thread sees to its own. */
    private final Map<EventLoop, CommitGroup> gathering = new ConcurrentHashMap<>();

    private volatile boolean closed;
    private volatile boolean abandoned;

    /**
     * @param places the most callers that wait
     * @param turnedAway takes the entries for which there is no place
     */
    WriteQueue(int places, DiskWatch watch, Consumer<JournalEntry> turnedAway) {
        this.places = places;
        this.watch = watch;
        this.turnedAway = turnedAway;
    }

    /** Lets a caller wait for its entries; completes it at once if it shall not wait. */
    void enter(List<JournalEntry> entries, UniEmitter<? super Void> caller) {
        if (callers.incrementAndGet() > places || closed) {
            callers.decrementAndGet();
            entries.forEach(turnedAway);
            caller.complete(null);
            return;
        }
        place(entries, caller, (ContextInternal) Vertx.currentContext());
        if (watch.isTimedOut()) {
            caller.complete(null);
        }
    }

    private void place(List<JournalEntry> entries, UniEmitter<? super Void> caller, @Nullable ContextInternal context) {
        if (context == null
                || !context.isEventLoopContext()
                || !context.nettyEventLoop().inEventLoop()) {
            CommitGroup alone = new CommitGroup();
            alone.add(entries, caller, context);
            offer(alone);
            return;
        }
        EventLoop loop = context.nettyEventLoop();
        CommitGroup group = gathering.get(loop);
        if (group != null) {
            group.add(entries, caller, context);
            return;
        }
        group = new CommitGroup();
        group.add(entries, caller, context);
        gathering.put(loop, group);
        try {
            // Runs when the loop has handled what it was woken for.
            loop.execute(() -> endTurn(loop));
        } catch (RejectedExecutionException shuttingDown) {
            endTurn(loop);
        }
    }

    private void endTurn(EventLoop loop) {
        CommitGroup group = gathering.remove(loop);
        if (group != null) {
            offer(group);
        }
    }

    private void offer(CommitGroup group) {
        groups.add(group);
        if (abandoned) {
            abandon();
        }
    }

    /** Waits for the next groups; false when there will be no more. */
    boolean take(List<CommitGroup> taken, int most) {
        try {
            taken.add(groups.take());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        groups.drainTo(taken, most - 1);
        taken.forEach(group -> callers.addAndGet(-group.size()));
        return !taken.remove(STOP);
    }

    /** Completes those who wait; their entries stay. */
    void release() {
        groups.forEach(CommitGroup::release);
    }

    /** Lets no one in any more. */
    void close() {
        closed = true;
        groups.add(STOP);
    }

    /** Sends everybody away, also those who come late: nobody takes them any more. */
    void abandon() {
        abandoned = true;
        for (CommitGroup late = groups.poll(); late != null; late = groups.poll()) {
            late.forEachEntry(turnedAway);
            late.release();
        }
    }
}

package dev.quartermaster.replay;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** One replay, from the moment it is asked for: what was asked, how far it is, what came out. Safe for any thread. */
public final class Replay {

    private final UUID id;
    private final Instant askedAt;
    private final ReplayRequest request;
    private final List<MultiEmitter<? super Progress>> watchers = new CopyOnWriteArrayList<>();
    private volatile Progress progress = Progress.QUEUED;
    private volatile ReplayReport report;

    Replay(UUID id, Instant askedAt, ReplayRequest request) {
        this.id = id;
        this.askedAt = askedAt;
        this.request = request;
    }

    public UUID id() {
        return id;
    }

    public Instant askedAt() {
        return askedAt;
    }

    public ReplayRequest request() {
        return request;
    }

    public Progress progress() {
        return progress;
    }

    /** What came out; empty until it is done. */
    public Optional<ReplayReport> report() {
        return Optional.ofNullable(report);
    }

    /** Where it stands now, then each step, as fast as the watcher takes them; ends with the replay. */
    public Multi<Progress> watch() {
        return Multi.createFrom().<Progress>emitter(this::join, BackPressureStrategy.LATEST);
    }

    private synchronized void join(MultiEmitter<? super Progress> watcher) {
        watcher.emit(progress);
        if (progress.state().isEnd()) {
            watcher.complete();
            return;
        }
        watchers.add(watcher);
        watcher.onTermination(() -> watchers.remove(watcher));
    }

    /** Does nothing once it has ended. @return whether it had not */
    synchronized boolean move(UnaryOperator<Progress> step) {
        if (progress.state().isEnd()) {
            return false;
        }
        progress = step.apply(progress);
        watchers.forEach(watcher -> watcher.emit(progress));
        if (progress.state().isEnd()) {
            watchers.forEach(MultiEmitter::complete);
        }
        return true;
    }

    /** The result is there before the state says so. */
    synchronized void finish(ReplayReport result, Instant now) {
        if (!progress.state().isEnd()) {
            report = result;
            move(before -> before.ended(ReplayState.DONE, now, null));
        }
    }

    boolean isOver() {
        return progress.state().isEnd();
    }
}

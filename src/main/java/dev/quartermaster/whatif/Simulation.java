package dev.quartermaster.whatif;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One replay, from the moment it is asked for: what was asked, how far it is, what came out. Safe for any thread. */
public final class Simulation {

    private final UUID id;
    private final Instant askedAt;
    private final SimulationRequest request;
    private final List<MultiEmitter<? super SimulationProgress>> watchers = new CopyOnWriteArrayList<>();
    private volatile SimulationProgress simulationProgress = SimulationProgress.QUEUED;
    private volatile @Nullable SimulationReport report;

    Simulation(UUID id, Instant askedAt, SimulationRequest request) {
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

    public SimulationRequest request() {
        return request;
    }

    public SimulationProgress progress() {
        return simulationProgress;
    }

    /** Returns the report; empty until the simulation is done. */
    public Optional<SimulationReport> report() {
        return Optional.ofNullable(report);
    }

    /** Emits the current progress, then each step at the subscriber's pace; ends with the simulation. */
    public Multi<SimulationProgress> watch() {
        return Multi.createFrom().<SimulationProgress>emitter(this::join, BackPressureStrategy.LATEST);
    }

    private synchronized void join(MultiEmitter<? super SimulationProgress> watcher) {
        watcher.emit(simulationProgress);
        if (simulationProgress.state().isEnd()) {
            watcher.complete();
            return;
        }
        watchers.add(watcher);
        watcher.onTermination(() -> watchers.remove(watcher));
    }

    /** Does nothing once it has ended. @return whether it had not */
    synchronized boolean move(UnaryOperator<SimulationProgress> step) {
        if (simulationProgress.state().isEnd()) {
            return false;
        }
        simulationProgress = step.apply(simulationProgress);
        watchers.forEach(watcher -> watcher.emit(simulationProgress));
        if (simulationProgress.state().isEnd()) {
            watchers.forEach(MultiEmitter::complete);
        }
        return true;
    }

    /** The result is there before the state says so. */
    synchronized void finish(SimulationReport result, Instant now) {
        if (!simulationProgress.state().isEnd()) {
            report = result;
            move(before -> before.ended(SimulationState.DONE, now, null));
        }
    }

    boolean isOver() {
        return simulationProgress.state().isEnd();
    }
}

package dev.quartermaster.whatif;

import dev.quartermaster.history.ledger.PastDecisionRepository.PastDecisionFilter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One simulation: its request, progress and report. Thread-safe. */
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

    /** Applies a step of progress and returns true; does nothing once the simulation has ended. */
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

    /** Sets the report before the state {@code DONE} is visible. */
    synchronized void finish(SimulationReport result, Instant now) {
        if (!simulationProgress.state().isEnd()) {
            report = result;
            move(before -> before.ended(SimulationState.DONE, now, null));
        }
    }

    boolean isOver() {
        return simulationProgress.state().isEnd();
    }

    /** State of a simulation. */
    public enum SimulationState {
        /** Waits for simulations before it. */
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED;

        public boolean isEnd() {
            return this == DONE || this == FAILED || this == CANCELLED;
        }

        /** The word used on the wire. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The decisions to replay, and the policy to replay them under. */
    public record SimulationRequest(PastDecisionFilter which, SimulatedPolicy policy) {}

    /**
     * Progress of a simulation.
     *
     * @param done decisions replayed
     * @param total the number of decisions; null while unknown
     * @param startedAt null while it is queued
     * @param endedAt null while it runs
     * @param problem the cause of a failure; null if there was none
     */
    public record SimulationProgress(
            SimulationState state,
            long done,
            @Nullable Long total,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String problem) {

        static final SimulationProgress QUEUED =
                new SimulationProgress(SimulationState.QUEUED, 0, null, null, null, null);

        SimulationProgress started(Instant now) {
            return new SimulationProgress(SimulationState.RUNNING, 0, total, now, null, null);
        }

        SimulationProgress of(Long known) {
            return new SimulationProgress(state, done, known, startedAt, endedAt, problem);
        }

        SimulationProgress after(long further) {
            return new SimulationProgress(state, done + further, total, startedAt, endedAt, problem);
        }

        SimulationProgress ended(SimulationState end, Instant now, @Nullable String why) {
            return new SimulationProgress(end, done, total, startedAt, now, why);
        }
    }
}

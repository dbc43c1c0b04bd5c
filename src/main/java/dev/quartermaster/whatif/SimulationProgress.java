package dev.quartermaster.whatif;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

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

    static final SimulationProgress QUEUED = new SimulationProgress(SimulationState.QUEUED, 0, null, null, null, null);

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

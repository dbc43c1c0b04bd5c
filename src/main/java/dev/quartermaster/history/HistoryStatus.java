package dev.quartermaster.history;

import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import dev.quartermaster.telemetry.StatusContributor.State;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * State of the history.
 *
 * @param databaseUp whether the database answered the last query
 * @param databaseSince the start of that state
 * @param migrated whether the schema is up to date; until then nothing can be written or read
 * @param databaseProblem the cause if it is down; null if it is up
 * @param backlog records that the database does not have yet
 * @param inMemory the part of them that would not survive this process
 * @param dropped records lost since the start: neither disk nor memory had room
 * @param broken journal lines that could not be read since the start
 * @param rejected records that the database rejected since the start; they are in a file in the journal's folder
 * @param journalBytes the journal's size on disk
 * @param oldest the time of the oldest record that the database does not have; null if it has them all
 * @param journalProblem why records do not reach the disk; null if they do
 * @param journalSince the start of that state
 */
public record HistoryStatus(
        boolean databaseUp,
        Instant databaseSince,
        boolean migrated,
        @Nullable String databaseProblem,
        long backlog,
        long inMemory,
        long dropped,
        long broken,
        long rejected,
        long journalBytes,
        @Nullable Instant oldest,
        @Nullable String journalProblem,
        Instant journalSince) {

    private static final double MS_A_SECOND = 1000;

    /** Returns true if any part of the history is impaired. */
    public boolean degraded() {
        return !databaseUp || journalProblem != null || inMemory > 0;
    }

    /** Returns the seconds that the oldest record has been waiting for the database; 0 if none does. */
    double ageSeconds(Instant now) {
        return oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toMillis() / MS_A_SECOND);
    }

    /** Returns the status of the journal's disk. */
    ComponentStatus journal(Instant now) {
        return journalProblem == null
                ? new ComponentStatus(State.OK, journalSince, waiting(now), "")
                : ComponentStatus.degraded(
                        journalSince,
                        journalProblem,
                        "Records are in memory only until they reach the database: " + inMemory + " now, " + dropped
                                + " lost.");
    }

    private String waiting(Instant now) {
        return backlog == 0
                ? ""
                : backlog + " records wait for the database, the oldest for " + Math.round(ageSeconds(now)) + " s; "
                        + journalBytes + " bytes on disk";
    }
}

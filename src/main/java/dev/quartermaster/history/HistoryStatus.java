package dev.quartermaster.history;

import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
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
        @Nullable String journalProblem,
        Instant journalSince) {

    /** Returns true if any part of the history is impaired. */
    public boolean degraded() {
        return !databaseUp || journalProblem != null || inMemory > 0;
    }

    /** Returns the status of the journal's disk. */
    ComponentStatus journal() {
        return journalProblem == null
                ? ComponentStatus.ok(journalSince)
                : ComponentStatus.degraded(
                        journalSince,
                        journalProblem,
                        "Records are in memory only until they reach the database: " + inMemory + " now, " + dropped
                                + " lost.");
    }
}

package dev.quartermaster.history;

import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of the history.
 *
 * @param databaseUp whether the database was there when it was last needed
 * @param databaseSince since when that is so
 * @param migrated whether the schema is up to date; until then nothing can be written or read
 * @param databaseProblem why it is not up; null when it is
 * @param backlog records that the database does not have yet
 * @param inMemory the part of them that would not survive this process
 * @param dropped records lost since the start: the disk was full or broken, and so was the place in memory
 * @param broken journal lines that could not be read since the start
 * @param rejected records the database refused for their content since the start; kept aside in the journal's folder
 * @param journalProblem why records do not reach the disk; null when they do
 * @param journalSince since when that is so
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

    /** The journal's disk, as the status page shows it. */
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

package dev.quartermaster.history.journal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of a journal.
 *
 * @param directory folder of the segments; created if missing
 * @param segmentBytes size at which a segment is closed and the next one begun
 * @param maxBytes limit of all segments together; beyond it entries are kept in memory only
 * @param queueEntries the most entries that wait for the disk
 * @param memoryEntries the most entries kept in memory while the disk takes none; beyond it the newest are dropped
 * @param writeTimeout how long a disk may take before those who wait for it go on; zero: nobody waits
 */
public record JournalSettings(
        Path directory, long segmentBytes, long maxBytes, int queueEntries, int memoryEntries, Duration writeTimeout) {

    public JournalSettings {
        if (directory == null || segmentBytes <= 0 || maxBytes <= 0 || queueEntries <= 0 || memoryEntries <= 0) {
            throw new IllegalArgumentException("a journal needs a directory and positive limits");
        }
    }
}

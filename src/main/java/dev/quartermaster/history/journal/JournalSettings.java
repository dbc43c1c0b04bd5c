package dev.quartermaster.history.journal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of a journal.
 *
 * @param directory where the segments are; made if it is not there
 * @param segmentBytes a segment of this size is closed and the next one begun
 * @param maxBytes the most all segments may take; beyond it entries are kept in memory only
 * @param queueEntries the most entries that wait for the disk
 * @param memoryEntries the most entries kept in memory while the disk takes none; beyond it the newest are dropped
 * @param patience how long a disk may take before those who wait for it go on; zero: nobody waits
 */
public record JournalSettings(
        Path directory, long segmentBytes, long maxBytes, int queueEntries, int memoryEntries, Duration patience) {

    public JournalSettings {
        if (directory == null || segmentBytes <= 0 || maxBytes <= 0 || queueEntries <= 0 || memoryEntries <= 0) {
            throw new IllegalArgumentException("a journal needs a directory and positive limits");
        }
    }
}

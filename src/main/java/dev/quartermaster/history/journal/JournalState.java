package dev.quartermaster.history.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a journal.
 *
 * @param backlog entries taken and not yet committed, those in memory included
 * @param inMemory entries that are in memory only and would not survive the process
 * @param dropped entries lost because there was no place left, since the start
 * @param broken lines on disk that could not be read, since the start
 * @param bytes the journal's size on disk, drained entries of its last segment included
 * @param oldest the time of the oldest entry that was not committed when it was last looked; null if there was none
 * @param fault why entries do not reach the disk now; null when they do
 * @param since since when that is so
 */
public record JournalState(
        long backlog,
        long inMemory,
        long dropped,
        long broken,
        long bytes,
        @Nullable Instant oldest,
        @Nullable String fault,
        Instant since) {}

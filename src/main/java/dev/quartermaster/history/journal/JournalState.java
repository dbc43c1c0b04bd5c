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
 * @param fault why entries do not reach the disk now; null when they do
 * @param since since when that is so
 */
public record JournalState(
        long backlog,
        long inMemory,
        long dropped,
        long broken,
        @Nullable String fault,
        Instant since) {}

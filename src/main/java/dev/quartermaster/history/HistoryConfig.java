package dev.quartermaster.history;

import dev.quartermaster.config.Bounds;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Configures the writing of the history to the database. */
@ConfigMapping(prefix = "quartermaster.history")
public interface HistoryConfig {

    /** Folder of the journal. In a container it belongs on a volume. */
    @WithDefault("${XDG_STATE_HOME:${user.home}/.local/state}/quartermaster/journal")
    Path journalDir();

    /** Size at which a journal file is closed and the next one begun. */
    @WithDefault("8M")
    MemorySize segmentBytes();

    /** The most disk the journal may take; beyond it records are kept in memory only. */
    @WithDefault("1G")
    MemorySize maxBytes();

    /** The most records that wait for the disk; those of one request count as one. */
    @WithDefault("16384")
    @WithConverter(Bounds.Positive.class)
    int queueEntries();

    /** The most records kept in memory while the disk takes none; beyond it the newest are dropped and counted. */
    @WithDefault("10000")
    @WithConverter(Bounds.Positive.class)
    int memoryEntries();

    /** The most records written to the database at once. */
    @WithDefault("1000")
    @WithConverter(Bounds.Positive.class)
    int batchSize();

    /** The longest time that a record waits for others to be written with it. */
    @WithDefault("200ms")
    Duration linger();

    /** Pause after the database failed for the first time; doubled with every further failure. */
    @WithDefault("500ms")
    Duration retryBase();

    /** Longest pause while the database is down. */
    @WithDefault("15s")
    Duration retryMax();

    /** Longest wait for one batch to be written. */
    @WithDefault("30s")
    Duration writeTimeout();

    /** Longest wait for a query of the ledger before the answer is 503. */
    @WithDefault("2500ms")
    Duration readTimeout();

    /**
     * The place of a record before the answer leaves: the journal, or the database for a machine whose disk does not
     * outlive the answer, such as AWS Lambda's.
     */
    @WithDefault("journal")
    SafeIn safeIn();

    /**
     * Longest wait for the disk, or for the database where records must be there, before an answer leaves all the same;
     * its record stays in memory or in the journal.
     */
    @WithDefault("2s")
    Duration safeInTimeout();

    /** Enables the migration of the schema at start; off if the deployment does it. */
    @WithDefault("true")
    boolean migrate();

    /** Longest wait, when the service stops, for the last records to reach the database. */
    @WithDefault("5s")
    Duration drainTimeout();

    /** Days for which requests and decisions get partitions of their own ahead of time. */
    @WithDefault("7")
    @WithConverter(Bounds.Positive.class)
    int daysAhead();

    /** Configures how long rows are kept. */
    RetentionConfig retention();

    /** Time that rows are kept. Sums of cost by hour are kept for ever. */
    interface RetentionConfig {

        /** Whole days (UTC), besides today, that requests and failovers are kept; not set: for ever. */
        @WithConverter(Bounds.Positive.class)
        Optional<Integer> invocationDays();

        /** Whole days (UTC), besides today, that decisions are kept, and what they were made from; not set: for ever. */
        @WithConverter(Bounds.Positive.class)
        Optional<Integer> decisionDays();
    }

    /** Storage for records. */
    enum SafeIn {
        JOURNAL,
        DATABASE
    }
}

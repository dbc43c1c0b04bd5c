package dev.quartermaster.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Database settings for stored settings, which are few and change seldom. History has limits of its own. */
@ConfigMapping(prefix = "quartermaster.database")
public interface StorageConfig {

    /** Longest wait for the database when a setting or the audit trail is read or changed. */
    @WithDefault("5s")
    Duration timeout();

    /**
     * Pause between two looks for changes of other instances that their notice did not tell of: notices get lost with a
     * connection, and do not pass every connection pooler.
     */
    @WithDefault("30s")
    Duration checkEvery();

    /** Pause after the connection for notices failed for the first time; doubled with every further failure. */
    @WithDefault("500ms")
    Duration retryBase();

    /** Longest pause while the database is down. */
    @WithDefault("5s")
    Duration retryMax();
}

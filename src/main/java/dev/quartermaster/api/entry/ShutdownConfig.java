package dev.quartermaster.api.entry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "quartermaster.shutdown")
public interface ShutdownConfig {

    /** Longest wait for the answers to requests that came in before the service was asked to stop. */
    @WithDefault("30s")
    Duration timeout();
}

package dev.quartermaster.inference;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "quartermaster.failover")
public interface FailoverConfig {

    /** The longest a request may take over all its attempts; of a stream, until its first content. */
    @WithDefault("60s")
    Duration deadline();

    /** How long a key rests after the provider has refused it. */
    @WithDefault("5m")
    Duration refusedKeyRest();

    /** Whether another model goes on with a stream that broke off, where it can take up what was said. */
    @WithDefault("false")
    boolean continueStreams();
}

package dev.quartermaster.inference.failover;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;

@ConfigMapping(prefix = "quartermaster.failover")
public interface FailoverConfig {

    /** The longest a request may take over all its attempts; of a stream, until its first content. */
    @WithDefault("60s")
    Duration deadline();

    /** The number of retries of a model after a transient failure. */
    @WithDefault("2")
    int maxRetries();

    /** The wait before the first of these retries; each further one waits twice as long, less a random part. */
    @WithDefault("200ms")
    Duration backOff();

    /** The longest wait for one model while others of the route have not been asked. */
    @WithDefault("10s")
    Duration longestWait();

    /** The waits before the whole route is walked again. */
    @WithDefault("2s,4s,8s")
    List<Duration> rounds();

    /** The number of calls that may be retries, for each hundred requests of the last ten seconds. */
    @WithDefault("20")
    int retryBudgetPercent();

    /** Retries a second that are allowed however few requests there are. */
    @WithDefault("5")
    int retryBudgetFloor();

    /** The time for which a key is not used after the provider has refused it. */
    @WithDefault("5m")
    Duration refusedKeyRest();

    /** Enables failover from an answer that is low: it is scored before it leaves. Streams only where callers ask for it. */
    @WithDefault("false")
    boolean onLowQuality();

    /** Models that may be asked when a model refuses the content, by the model that refused. */
    Map<String, List<String>> contentPolicyFallbacks();

    /** Enables the continuation of a broken stream by another model, where the delivered text permits it. */
    @WithDefault("false")
    boolean continueStreams();
}

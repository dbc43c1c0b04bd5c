package dev.quartermaster.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;

@ConfigMapping(prefix = "quartermaster.health")
public interface HealthConfig {

    /** The pause between two rounds of free probes; providers that answered a call meanwhile are left out. */
    @WithDefault("30s")
    Duration interval();

    /** The longest wait for one probe. */
    @WithDefault("5s")
    Duration probeTimeout();

    /** Failures in a row after which a model or provider is left alone. */
    @WithDefault("3")
    @Min(1) int failureThreshold();

    /** How long it is left alone the first time, the second in succession, and from the last on. */
    @WithDefault("60s,120s,300s")
    List<Duration> backOff();

    /** How long after its return a model is preferred less than its equals; 0 for not at all. */
    @WithDefault("30s")
    Duration slowStart();

    /** How long the one call that finds out whether it is back may take before another one may try. */
    @WithDefault("60s")
    Duration trialTimeout();
}

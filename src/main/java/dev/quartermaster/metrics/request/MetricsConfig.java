package dev.quartermaster.metrics.request;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

@ConfigMapping(prefix = "quartermaster.metrics")
public interface MetricsConfig {

    /** The most agent types that metrics tell apart; the others are one, {@code other}. */
    @WithDefault("100")
    @Min(0) @Max(10_000) int maxAgentTypes();

    /** The most models that metrics tell apart, all of the registry; the others are one, {@code other}. */
    @WithDefault("1000")
    @Min(0) @Max(10_000) int maxModels();
}

package dev.quartermaster.metrics.request;

import dev.quartermaster.config.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "quartermaster.metrics")
public interface MetricsConfig {

    /** The most agent types that metrics tell apart; the others are one, {@code other}. */
    @WithDefault("100")
    @WithConverter(Bounds.UpToTenThousand.class)
    int maxAgentTypes();

    /** The most models that metrics tell apart, all of the registry; the others are one, {@code other}. */
    @WithDefault("1000")
    @WithConverter(Bounds.UpToTenThousand.class)
    int maxModels();
}

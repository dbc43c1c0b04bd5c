package dev.quartermaster.whatif;

import dev.quartermaster.config.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** Settings of what-if simulations of past decisions. */
@ConfigMapping(prefix = "quartermaster.simulations")
public interface SimulationConfig {

    /** Simulations that may wait for their turn; one runs at a time. */
    @WithDefault("10")
    @WithConverter(Bounds.NotNegative.class)
    int queue();

    /** Simulations that have ended and are kept to be looked at, the newest. */
    @WithDefault("50")
    @WithConverter(Bounds.Positive.class)
    int kept();

    /** The most decisions that one simulation lists as different; it counts them all. */
    @WithDefault("1000")
    @WithConverter(Bounds.NotNegative.class)
    int listedDifferences();

    /** Decisions read from the database at once. */
    @WithDefault("1000")
    @WithConverter(Bounds.Positive.class)
    int pageSize();
}

package dev.quartermaster.whatif;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** Settings of what-if simulations of past decisions. */
@ConfigMapping(prefix = "quartermaster.simulations")
public interface SimulationConfig {

    /** Simulations that may wait for their turn; one runs at a time. */
    @WithDefault("10")
    @Min(0) int queue();

    /** Simulations that have ended and are kept to be looked at, the newest. */
    @WithDefault("50")
    @Min(1) int kept();

    /** The most decisions that one simulation lists as different; it counts them all. */
    @WithDefault("1000")
    @Min(0) int listedDifferences();

    /** Decisions read from the database at once. */
    @WithDefault("1000")
    @Min(1) int pageSize();
}

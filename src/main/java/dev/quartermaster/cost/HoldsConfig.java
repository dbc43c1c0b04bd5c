package dev.quartermaster.cost;

import dev.quartermaster.config.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** Settings of what is held in budgets before a call. */
@ConfigMapping(prefix = "quartermaster.budgets")
public interface HoldsConfig {

    /** The prompt that is held for, as a multiple of the estimated one. */
    @WithDefault("1.5")
    @WithConverter(Bounds.Factor.class)
    double promptMargin();
}

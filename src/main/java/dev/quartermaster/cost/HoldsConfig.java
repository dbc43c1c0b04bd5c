package dev.quartermaster.cost;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;

/** Settings of what is held in budgets before a call. */
@ConfigMapping(prefix = "quartermaster.budgets")
public interface HoldsConfig {

    /** The prompt that is held for, as a multiple of the estimated one. */
    @WithDefault("1.5")
    @DecimalMin("1") @DecimalMax("100") double promptMargin();
}

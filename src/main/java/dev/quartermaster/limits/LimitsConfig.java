package dev.quartermaster.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;

@ConfigMapping(prefix = "quartermaster.limits")
public interface LimitsConfig {

    /** The share of a quota that is used; the rest is kept free for other users of the same provider account. */
    @WithDefault("0.9")
    @DecimalMin("0") @DecimalMax("1") double usableShare();
}

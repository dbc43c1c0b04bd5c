package dev.quartermaster.routing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;

@ConfigMapping(prefix = "quartermaster.selection")
public interface SelectionConfig {

    /** How much each criterion counts; they must sum to 1. */
    WeightsConfig weights();

    /** The estimated cost of a request, in USD, that scores one half; half of it scores two thirds, twice one third. */
    @WithDefault("0.01")
    BigDecimal costMidpointUsd();

    /** The output tokens assumed of a request that sets no limit of its own. */
    @WithDefault("1024")
    long assumedOutputTokens();

    interface WeightsConfig {
        @WithDefault("0.30")
        double capability();

        @WithDefault("0.25")
        double cost();

        @WithDefault("0.25")
        double performance();

        @WithDefault("0.20")
        double availability();
    }
}

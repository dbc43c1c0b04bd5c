package dev.quartermaster.routing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;

@ConfigMapping(prefix = "quartermaster.selection")
public interface SelectionConfig {

    /** Weight of each criterion; they must sum to 1. */
    WeightsConfig weights();

    /** The estimated cost of a request, in USD, that scores one half; half of it scores two thirds, twice one third. */
    @WithDefault("0.01")
    BigDecimal costMidpointUsd();

    /** The expected latency that scores one half; also assumed of a model of which nothing is known. */
    @WithDefault("2s")
    Duration latencyMidpoint();

    /** The output tokens assumed of a request without a limit, by a model whose answers have not been measured. */
    @WithDefault("1024")
    long assumedOutputTokens();

    /** Assumed history of a model that has none yet. */
    PriorConfig prior();

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

    interface PriorConfig {
        /** Number of calls that the prior counts for; 0 to rely on the first call. */
        @WithDefault("10")
        double calls();

        @WithDefault("0.9")
        double successRate();

        @WithDefault("0.8")
        double quality();
    }
}

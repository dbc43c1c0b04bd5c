package dev.quartermaster.performance;

import dev.quartermaster.config.Bounds;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Settings of the performance windows and their alerts. */
@ConfigMapping(prefix = "quartermaster.performance")
public interface PerformanceConfig {

    /** Calls of an agent type from which on selection uses its own statistics instead of those of all agents. */
    @WithDefault("20")
    @WithConverter(Bounds.Positive.class)
    int ownHistoryFrom();

    /** The most pairs of model and agent type that are kept; the least recently called are evicted first. */
    @WithDefault("2000")
    @WithConverter(Bounds.NotNegative.class)
    int pairs();

    /**
     * Heap that all pairs may use, a sixteenth of it, and at most 32 MB, if it is not set; beyond it the least recently called
     * are evicted.
     */
    Optional<MemorySize> pairsMaxBytes();

    /** The most requests that are read back from the database at the start, the newest. */
    @WithDefault("50000")
    @WithConverter(Bounds.NotNegative.class)
    int seedRequests();

    /** Pause between two reads of other instances' requests. */
    @WithDefault("10s")
    Duration mergeEvery();

    /** A model counts as degraded below this success rate over the last hour; 0 for never. */
    @WithDefault("0.8")
    @WithConverter(Bounds.Share.class)
    double degradedBelow();

    /** Calls in that hour from which on its success rate counts. */
    @WithDefault("10")
    @WithConverter(Bounds.Positive.class)
    int degradedFromCalls();

    UnusualConfig unusual();

    /** Thresholds of unusual usage by an agent type or a key. */
    interface UnusualConfig {

        /** The running hour is unusual beyond so many times the mean hour of the week before; 0 for never. */
        @WithDefault("4")
        @WithConverter(Bounds.NotNegativeDouble.class)
        double factor();

        /** Requests in that hour from which on they count as unusual. */
        @WithDefault("100")
        @WithConverter(Bounds.NotNegative.class)
        int requests();

        /** Cost of that hour, in USD, from which on it counts as unusual. */
        @WithDefault("1")
        @WithConverter(Bounds.NotNegativeDecimal.class)
        BigDecimal costUsd();
    }
}

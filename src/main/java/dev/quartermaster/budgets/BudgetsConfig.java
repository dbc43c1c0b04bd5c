package dev.quartermaster.budgets;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "quartermaster.budgets")
public interface BudgetsConfig {

    /**
     * Length of a lease. An instance that was killed keeps what it had leased and not spent from others for that long. While
     * the database is away, leases are spent for that long, less {@code drain-time}.
     */
    @WithDefault("5m")
    Duration leaseTime();

    /**
     * Time before the end of a lease in which nothing more is held in it, so that calls end before it does.
     */
    @WithDefault("65s")
    Duration drainTime();

    /** Pause between two renewals of all leases. */
    @WithDefault("5s")
    Duration renewEvery();

    /** Longest wait of a call for a renewal, where what is leased to its instance falls short. */
    @WithDefault("500ms")
    Duration longestWait();

    /** Time after which a hold ends by itself, if its call has neither settled nor released it. */
    @WithDefault("15m")
    Duration holdTime();

    /** Time for which ended windows of budgets are kept. */
    @WithDefault("400d")
    Duration keep();
}

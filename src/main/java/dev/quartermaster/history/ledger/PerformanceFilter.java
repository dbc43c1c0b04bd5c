package dev.quartermaster.history.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which requests count.
 *
 * @param from the first moment that counts
 * @param to the first moment that does not
 * @param model a model's id, or {@code provider/id}; null for all
 * @param provider null for all
 * @param agentType null for all
 */
public record PerformanceFilter(
        Instant from,
        Instant to,
        @Nullable String model,
        @Nullable String provider,
        @Nullable String agentType) {}

package dev.quartermaster.whatif;

import dev.quartermaster.domain.Money;
import org.jspecify.annotations.Nullable;

/**
 * Totals of a set of outcomes, actual or expected.
 *
 * @param requests those answered, or that would have been sent to a model
 * @param averageLatencyMs over those with a known value; null if there is none
 * @param successRate in [0,1], over those with a known value; null if there is none
 * @param averageQuality in [0,1], over those with a known value; null if there is none
 */
public record OutcomeTotals(
        long requests,
        Money cost,
        @Nullable Double averageLatencyMs,
        @Nullable Double successRate,
        @Nullable Double averageQuality) {}

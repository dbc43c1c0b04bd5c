package dev.quartermaster.whatif;

import dev.quartermaster.domain.Money;

/**
 * What a number of requests came to, or are expected to have come to.
 *
 * @param requests that were answered, or would have been sent to a model
 * @param averageLatencyMs over those of which it is known; null when it is of none
 * @param successRate in [0,1], over those of which it is known; null when it is of none
 * @param averageQuality in [0,1], over those of which it is known; null when it is of none
 */
public record OutcomeTotals(
        long requests, Money cost, Double averageLatencyMs, Double successRate, Double averageQuality) {}

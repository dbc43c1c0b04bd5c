package dev.quartermaster.whatif;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of one request with one model, actual or expected.
 *
 * @param latencyMs null if unknown
 * @param success probability in [0,1]; 0 or 1 for an actual outcome; null if unknown
 * @param quality in [0,1]; null if unknown
 */
record ExpectedOutcome(@Nullable ModelKey model, Money cost, Double latencyMs, Double success, Double quality) {}

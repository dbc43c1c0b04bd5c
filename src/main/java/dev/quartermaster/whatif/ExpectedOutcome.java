package dev.quartermaster.whatif;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;

/**
 * How one request went, or is expected to have gone, with one model.
 *
 * @param latencyMs null where unknown
 * @param success its likelihood, in [0,1]; 0 or 1 where it happened; null where unknown
 * @param quality in [0,1]; null where unknown
 */
record ExpectedOutcome(ModelKey model, Money cost, Double latencyMs, Double success, Double quality) {}

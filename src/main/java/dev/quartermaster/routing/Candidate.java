package dev.quartermaster.routing;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.model.ModelSpec;

/** A model that may answer. @param estimatedCost of this request with it @param health from 0 to 1 */
record Candidate(ModelSpec model, Money estimatedCost, double quotaUsed, double health) {}

package dev.quartermaster.routing;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.model.ModelSpec;

/**
 * One step of a route.
 *
 * @param suitability the weighted sum of the scores, from 0 to 1
 */
public record RankedModel(ModelSpec model, double suitability, Scores scores, Money estimatedCost) {}

package dev.quartermaster.catalog.fetch;

import dev.quartermaster.catalog.model.Lifecycle;
import dev.quartermaster.catalog.model.ModelFacts;

/**
 * A model as one region lists it.
 *
 * @param direct whether the region answers it on demand by its own id
 */
public record ModelOffer(ModelFacts facts, boolean direct, Lifecycle lifecycle) {}

package dev.quartermaster.catalog.fetch;

import dev.quartermaster.catalog.model.InferenceProfile;

/**
 * An inference profile as one region lists it.
 *
 * @param name {@code EU Nova Pro}; empty when it has none
 */
public record ProfileOffer(InferenceProfile profile, String name) {}

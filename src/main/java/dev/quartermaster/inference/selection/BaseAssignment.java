package dev.quartermaster.inference.selection;

/**
 * The parts of a base assignment that are read; the rest is carried.
 *
 * @param whole the JSON text as it came
 * @param recommendedModel null where unsaid
 * @param fallbackModel null where unsaid
 */
public record BaseAssignment(
        String whole, String roleType, String modelTier, String recommendedModel, String fallbackModel) {}

package dev.quartermaster.inference.selection;

/**
 * The parts of a base assignment that are read; the rest is carried.
 *
 * @param whole as it came; compared by its content
 * @param recommendedModel null where unsaid
 * @param fallbackModel null where unsaid
 */
public record BaseAssignment(
        Object whole, String roleType, String modelTier, String recommendedModel, String fallbackModel) {}

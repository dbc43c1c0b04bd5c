package dev.quartermaster.inference;

import dev.quartermaster.domain.ModelKey;

/**
 * The number of tokens of a prompt, counted or estimated.
 *
 * @param model for which it was counted, as each counts in its own way
 * @param estimated whether nobody counted and this is our guess
 */
public record TokenCount(ModelKey model, long inputTokens, boolean estimated) {}

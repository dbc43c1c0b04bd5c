package dev.quartermaster.inference;

import dev.quartermaster.domain.ModelKey;

/**
 * How large a request is as a prompt.
 *
 * @param model for which it was counted, as each counts in its own way
 * @param estimated whether nobody counted and this is our guess
 */
public record TokenCount(ModelKey model, long inputTokens, boolean estimated) {}

package dev.quartermaster.routing;

import dev.quartermaster.domain.ModelKey;

/**
 * A model that may not answer.
 *
 * @param lasting whether no waiting would change that: the model can never serve this request
 * @param reason in words: {@code lacks tools}
 */
public record Rejection(ModelKey model, boolean lasting, String reason) {}

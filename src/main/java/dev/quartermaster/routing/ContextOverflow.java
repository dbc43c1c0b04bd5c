package dev.quartermaster.routing;

/**
 * Size of a request that exceeds a model's limit.
 *
 * @param tokens estimated tokens of the request
 * @param limit the limit of the model
 */
public record ContextOverflow(long tokens, long limit) {}

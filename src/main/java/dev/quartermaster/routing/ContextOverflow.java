package dev.quartermaster.routing;

/** How much larger a request is than a model takes. @param tokens of the request, estimated; @param limit of the model */
public record ContextOverflow(long tokens, long limit) {}

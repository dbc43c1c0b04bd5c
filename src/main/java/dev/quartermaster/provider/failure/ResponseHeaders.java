package dev.quartermaster.provider.failure;

/** The headers of a provider's answer, whichever client received it. */
@FunctionalInterface
public interface ResponseHeaders {

    /** The header's first value, or null; names are compared without regard to case. */
    String first(String name);
}

package dev.quartermaster.provider.failure;

import org.jspecify.annotations.Nullable;

/** The headers of a provider's answer, whichever client received it. */
@FunctionalInterface
public interface ResponseHeaders {

    /** Returns the header's first value, or null; names are compared without regard to case. */
    @Nullable String first(String name);
}

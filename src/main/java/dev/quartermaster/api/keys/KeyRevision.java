package dev.quartermaster.api.keys;

import dev.quartermaster.api.Preconditions;
import dev.quartermaster.registry.edit.Expectation;
import org.jspecify.annotations.Nullable;

/** Reads the revision that a change is made to. */
final class KeyRevision {

    /** No key has it. */
    private static final long FOREIGN = -1;

    private KeyRevision() {}

    /** Returns the revision that {@code If-Match} names; null for any. */
    static @Nullable Long of(@Nullable String ifMatch) {
        Expectation expected = Preconditions.of(ifMatch, null, Expectation.ANYTHING);
        if (expected.kind() != Expectation.Kind.TAG) {
            return null;
        }
        try {
            return Long.valueOf(String.join(",", expected.tags()));
        } catch (NumberFormatException foreign) {
            return FOREIGN;
        }
    }
}

package dev.quartermaster.catalog.model;

import java.util.Locale;
import java.util.Optional;

/** Access to a model in a region. */
public enum InvocationAccess {
    /** Call by the model's own id; the region itself answers. */
    DIRECT,
    /** Call by an inference profile whose regions belong to one geography. */
    REGIONAL_PROFILE,
    /** Call by an inference profile that may use any region. */
    GLOBAL_PROFILE;

    /** The word used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<InvocationAccess> parse(String word) {
        for (InvocationAccess invocationAccess : values()) {
            if (invocationAccess.wire().equalsIgnoreCase(word.strip())) {
                return Optional.of(invocationAccess);
            }
        }
        return Optional.empty();
    }
}

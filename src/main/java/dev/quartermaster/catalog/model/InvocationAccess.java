package dev.quartermaster.catalog.model;

import java.util.Locale;
import java.util.Optional;

/** How a model can be called in a region. */
public enum InvocationAccess {
    /** By its own id; the region itself answers. */
    DIRECT,
    /** By an inference profile whose regions belong to one geography. */
    REGIONAL_PROFILE,
    /** By an inference profile that any region may answer. */
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

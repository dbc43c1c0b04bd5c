package dev.quartermaster.domain.model;

import java.util.Locale;
import java.util.Optional;

/** Something a model's API can do. */
public enum Feature {
    TOOLS,
    STREAMING,
    VISION,
    STRUCTURED_OUTPUT,
    REASONING,
    PROMPT_CACHING;

    private final String wire = name().toLowerCase(Locale.ROOT);

    public static Optional<Feature> parse(String text) {
        for (Feature feature : values()) {
            if (feature.wire.equals(text)) {
                return Optional.of(feature);
            }
        }
        return Optional.empty();
    }

    /** The word used on the wire and in the registry file. */
    public String wire() {
        return wire;
    }
}

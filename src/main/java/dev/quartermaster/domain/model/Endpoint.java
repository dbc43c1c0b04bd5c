package dev.quartermaster.domain.model;

import java.util.Locale;
import java.util.Optional;

/** Protocol through which a provider with several protocols serves a model. */
public enum Endpoint {
    CHAT_COMPLETIONS,
    RESPONSES;

    private final String wire = name().toLowerCase(Locale.ROOT);

    public static Optional<Endpoint> parse(String text) {
        for (Endpoint endpoint : values()) {
            if (endpoint.wire.equals(text)) {
                return Optional.of(endpoint);
            }
        }
        return Optional.empty();
    }

    /** The word used in the registry file. */
    public String wire() {
        return wire;
    }
}

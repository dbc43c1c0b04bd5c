package dev.quartermaster.domain.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The way a Bedrock call takes, which decides its price: one region, a geography's regions, or any region. */
public enum PriceRoute {
    IN_REGION,
    GEO,
    GLOBAL;

    /** The route of a word; null where it is none. */
    public static @Nullable PriceRoute parse(@Nullable String word) {
        for (PriceRoute route : values()) {
            if (route.wire().equals(word)) {
                return route;
            }
        }
        return null;
    }

    /** The word used in the registry file. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

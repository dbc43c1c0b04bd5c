package dev.quartermaster.domain.model;

import java.util.Locale;

/** The way a Bedrock call takes, which decides its price: one region, a geography's regions, or any region. */
public enum PriceRoute {
    IN_REGION,
    GEO,
    GLOBAL;

    /** The word used in the registry file. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

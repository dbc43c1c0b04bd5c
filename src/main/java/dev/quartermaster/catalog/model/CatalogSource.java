package dev.quartermaster.catalog.model;

import java.util.Locale;

/** Source of the current catalog, in the order in which the sources are tried. */
public enum CatalogSource {
    CACHE,
    API,
    BUNDLED;

    /** The word used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

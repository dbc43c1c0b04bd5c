package dev.quartermaster.catalog.model;

import java.util.Locale;

/** Where the catalog in use came from, in the order in which the sources are tried. */
public enum CatalogSource {
    CACHE,
    API,
    BUNDLED;

    /** The word used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

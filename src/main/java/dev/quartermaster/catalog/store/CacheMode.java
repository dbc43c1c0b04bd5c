package dev.quartermaster.catalog.store;

import java.util.Locale;

/** Storage of a fetched catalog. */
public enum CacheMode {
    /** In this process and in one file, which the next start reads. */
    FILE,
    /** In this process only. */
    MEMORY,
    /** Nowhere: every question asks AWS again. */
    NONE;

    /** The word used in configuration and on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

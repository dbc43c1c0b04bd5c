package dev.quartermaster.catalog.store;

import java.util.Locale;

/** Storage of a fetched catalog. */
public enum CacheMode {
    /** Keeps it in this process and in one file, which the next start reads. */
    FILE,
    /** Keeps it in this process only. */
    MEMORY,
    /** Keeps nothing: every query asks AWS again. */
    NONE;

    /** The word used in configuration and on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}

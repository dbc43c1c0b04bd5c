package dev.quartermaster.catalog.model;

import java.time.Instant;
import java.util.Locale;

/**
 * Where a model stands in a region.
 *
 * @param status AWS's own word in lower case, such as {@code active} or {@code legacy}; the set is open
 * @param endOfLife when it stops answering; null where none is announced
 */
public record Lifecycle(String status, Instant endOfLife) {

    public static final Lifecycle ACTIVE = new Lifecycle("active", null);

    public Lifecycle {
        status = status == null || status.isBlank() ? "active" : status.toLowerCase(Locale.ROOT);
    }
}

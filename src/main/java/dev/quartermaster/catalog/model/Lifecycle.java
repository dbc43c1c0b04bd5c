package dev.quartermaster.catalog.model;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lifecycle of a model in a region.
 *
 * @param status AWS's status in lower case, such as {@code active} or {@code legacy}; the set is open
 * @param endOfLife the end of service; null if none is announced
 */
public record Lifecycle(String status, @Nullable Instant endOfLife) {

    public static final Lifecycle ACTIVE = new Lifecycle("active", null);

    public Lifecycle {
        status = status == null || status.isBlank() ? "active" : status.toLowerCase(Locale.ROOT);
    }
}

package dev.quartermaster.registry.query;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * From one price to another, both included; US dollars per million tokens.
 *
 * @param min null where any low price will do
 * @param max null where any high price will do
 */
public record PriceRange(@Nullable BigDecimal min, @Nullable BigDecimal max) {

    public static final PriceRange ANY = new PriceRange(null, null);

    boolean holds(BigDecimal price) {
        return (min == null || price.compareTo(min) >= 0) && (max == null || price.compareTo(max) <= 0);
    }
}

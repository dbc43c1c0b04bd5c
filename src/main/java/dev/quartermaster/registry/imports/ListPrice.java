package dev.quartermaster.registry.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** A published price in the one form prices are kept in: exact, as a price list prints it, without trailing zeros. */
final class ListPrice {

    /** The data holds sums of binary fractions, such as 0.049999999999999996; no price list has this many digits. */
    private static final MathContext PRINTED = new MathContext(10);

    /** A number further from 1 than this many powers of ten is no price, and writing it out would fill the memory. */
    private static final int MOST_DIGITS = 60;

    private ListPrice() {}

    static BigDecimal of(BigDecimal price) {
        if (Math.abs((long) price.scale()) > MOST_DIGITS) {
            throw new UnusableRow("a price has more than " + MOST_DIGITS + " digits");
        }
        BigDecimal printed = price.round(PRINTED).stripTrailingZeros();
        return printed.scale() < 0 ? printed.setScale(0) : printed;
    }

    /** US dollars per million of what {@code field} gives per token; null where the field is absent. */
    static @Nullable BigDecimal ofToken(JsonNode row, String field) {
        JsonNode price = row.path(field);
        if (price.isMissingNode() || price.isNull()) {
            return null;
        }
        if (!price.isNumber()) {
            throw new UnusableRow(field + " must be a number of USD per token");
        }
        return of(price.decimalValue().movePointRight(6));
    }
}

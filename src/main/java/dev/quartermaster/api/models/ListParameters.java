package dev.quartermaster.api.models;

import dev.quartermaster.api.QueryParameters;
import dev.quartermaster.domain.QuartermasterException;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads query parameters; one that is absent or blank is null. */
final class ListParameters {

    /** More than any price list has; beyond, a number is an attack on whoever compares it. */
    private static final int LONGEST_NUMBER = 30;

    private ListParameters() {}

    /** Of values that are repeated, or separated by commas. */
    static List<String> list(@Nullable List<String> values) {
        return values == null
                ? List.of()
                : values.stream()
                        .flatMap(value -> Stream.of(value.split(",", -1)))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .toList();
    }

    static @Nullable Long count(String param, String value) {
        if (QueryParameters.text(value) == null) {
            return null;
        }
        try {
            long count = Long.parseLong(value.strip());
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, as a negative number is.
        }
        throw invalid(param, "must be a whole number of tokens");
    }

    static @Nullable BigDecimal price(String param, String value) {
        if (QueryParameters.text(value) == null) {
            return null;
        }
        try {
            if (value.length() <= LONGEST_NUMBER) {
                BigDecimal price = new BigDecimal(value.strip());
                if (price.signum() >= 0 && Math.abs((long) price.scale()) <= LONGEST_NUMBER) {
                    return price;
                }
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, as a negative price is.
        }
        throw invalid(param, "must be a price in USD per million tokens, such as 0.25");
    }

    static QuartermasterException invalid(String param, String rule) {
        return QuartermasterException.invalid(param, "'" + param + "' " + rule);
    }
}

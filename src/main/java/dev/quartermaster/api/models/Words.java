package dev.quartermaster.api.models;

import dev.quartermaster.api.QueryWords;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads query parameters; one that is absent or blank is null. */
final class Words {

    /** More than any price list has; beyond, a number is an attack on whoever compares it. */
    private static final int LONGEST_NUMBER = 30;

    private Words() {}

    /** Of values that are repeated, or separated by commas. */
    static List<String> list(List<String> values) {
        return values == null
                ? List.of()
                : values.stream()
                        .flatMap(value -> Stream.of(value.split(",", -1)))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .toList();
    }

    static Long count(String param, String value) {
        if (QueryWords.text(value) == null) {
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

    static BigDecimal price(String param, String value) {
        if (QueryWords.text(value) == null) {
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

    /** A qualified id; empty when it is none. */
    static Optional<ModelKey> key(String qualified) {
        int slash = qualified.indexOf('/');
        try {
            return slash <= 0
                    ? Optional.empty()
                    : Optional.of(
                            new ModelKey(ProviderId.of(qualified.substring(0, slash)), qualified.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static QuartermasterException invalid(String param, String rule) {
        return QuartermasterException.invalid(param, "'" + param + "' " + rule);
    }
}

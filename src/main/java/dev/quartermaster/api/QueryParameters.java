package dev.quartermaster.api;

import dev.quartermaster.domain.QuartermasterException;
import org.jspecify.annotations.Nullable;

/** Reads a URL's parameters; one that is absent or blank is null. */
public final class QueryParameters {

    private QueryParameters() {}

    public static @Nullable String text(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    public static @Nullable Boolean flag(String param, @Nullable String value) {
        String word = text(value);
        if (word == null) {
            return null;
        }
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> throw QuartermasterException.invalid(param, "'" + param + "' must be true or false");
        };
    }
}

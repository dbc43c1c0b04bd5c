package dev.quartermaster.performance;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import org.jspecify.annotations.Nullable;

/**
 * Query for performance statistics.
 *
 * @param windowHours counted back from now
 * @param model a model's id, or {@code provider/id}; null for all
 * @param provider canonical; null for all
 * @param agentType null for all
 */
public record PerformanceQuery(
        int windowHours,
        @Nullable String model,
        @Nullable String provider,
        @Nullable String agentType) {

    private static final int DEFAULT_WINDOW = 24;

    /** A year, leap years included. */
    private static final int LONGEST_WINDOW = 366 * 24;

    /**
     * Parses the parameters of an HTTP request; every one may be null.
     *
     * @throws QuartermasterException {@code invalid_request}, naming the parameter
     */
    public static PerformanceQuery parse(
            String windowHours, @Nullable String model, @Nullable String provider, @Nullable String agentType) {
        return new PerformanceQuery(window(windowHours), given(model), provider(given(provider)), given(agentType));
    }

    private static int window(String text) {
        if (given(text) == null) {
            return DEFAULT_WINDOW;
        }
        try {
            int hours = Integer.parseInt(text.strip());
            if (hours >= 1 && hours <= LONGEST_WINDOW) {
                return hours;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number out of range.
        }
        throw QuartermasterException.invalid(
                "window_hours", "window_hours must be a whole number from 1 to " + LONGEST_WINDOW);
    }

    private static @Nullable String provider(@Nullable String name) {
        try {
            return name == null ? null : ProviderId.of(name).value();
        } catch (IllegalArgumentException e) {
            throw QuartermasterException.invalid("provider", "provider is not a provider's name");
        }
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}

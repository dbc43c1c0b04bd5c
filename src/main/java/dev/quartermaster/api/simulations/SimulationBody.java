package dev.quartermaster.api.simulations;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Timestamps;
import dev.quartermaster.history.ledger.PastDecisionRepository.PastDecisionFilter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request for a simulation.
 *
 * @param window null for the last day
 * @param policy null for the recorded one
 */
@RegisterForReflection(ignoreNested = false)
@JsonNaming(SnakeCaseStrategy.class)
record SimulationBody(
        @Valid @Nullable Window window,
        @Nullable String agentType,
        @Valid @Nullable PolicyBody policy) {

    static final String UNKNOWN = "is not a field of a simulation";

    private static final int DEFAULT_HOURS = 24;
    /** A year, leap years included. */
    private static final int LONGEST_HOURS = 366 * 24;

    /** The time of the decisions: either the hours back from now, or from one moment to another. */
    record Window(
            @Min(value = 1, message = "must be a whole number from {value} on") @Max(value = LONGEST_HOURS, message = "must be a whole number from 1 to {value}") @Nullable Long hours,

            @Nullable String from,
            @Nullable String to) {}

    /** @throws QuartermasterException naming the field that is wrong */
    PastDecisionFilter decisions(Instant now) {
        if (window == null || (window.from == null && window.to == null)) {
            long hours = window == null || window.hours == null ? DEFAULT_HOURS : window.hours;
            return new PastDecisionFilter(now.minus(Duration.ofHours(hours)), now, agentType);
        } else if (window.hours != null) {
            throw QuartermasterException.invalid(
                    "window.hours", "'window' is either 'hours' back from now, or 'from' and 'to'");
        } else if (window.from == null) {
            throw QuartermasterException.invalid("window.from", "'window.from' is missing");
        }
        Instant from = Timestamps.of("window.from", window.from);
        Instant to = window.to == null ? now : Timestamps.of("window.to", window.to);
        if (!from.isBefore(to) || Duration.between(from, to).toHours() > LONGEST_HOURS) {
            throw QuartermasterException.invalid(
                    "window.from", "'window.from' must be before 'window.to', by " + LONGEST_HOURS + " hours at most");
        }
        return new PastDecisionFilter(from, to, agentType);
    }
}

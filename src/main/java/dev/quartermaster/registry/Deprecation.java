package dev.quartermaster.registry;

import dev.quartermaster.domain.model.ModelSpec;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A model's announced end, once it is near enough to matter.
 *
 * @param daysLeft 0 on the day itself, negative after it
 */
public record Deprecation(LocalDate date, long daysLeft) {

    /** Days before a model's end of life from which on a warning is given. */
    public static final int WARN_DAYS = 60;

    /** Empty for a model without a date, or with one that is more than {@link #WARN_DAYS} days away. */
    public static Optional<Deprecation> of(ModelSpec model, LocalDate today) {
        return Optional.ofNullable(model.deprecationDate()).flatMap(date -> of(date, today));
    }

    /** Empty for a date that is more than {@link #WARN_DAYS} days away. */
    public static Optional<Deprecation> of(LocalDate date, LocalDate today) {
        return Optional.of(new Deprecation(date, ChronoUnit.DAYS.between(today, date)))
                .filter(end -> end.daysLeft <= WARN_DAYS);
    }

    /** Returns whether the announced end of life has passed. */
    public boolean isPast() {
        return daysLeft <= 0;
    }

    @Override
    public String toString() {
        return isPast()
                ? "stopped answering on " + date
                : "stops answering on " + date + ", in " + daysLeft + (daysLeft == 1 ? " day" : " days");
    }
}

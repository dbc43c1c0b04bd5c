package dev.quartermaster.budgets.definition;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Window in which a budget's limit holds: one of the calendar, in a time zone; a rolling one of the unit's length, up to now;
 * or all time. The SQL function {@code budget_bucket_start} computes the same.
 *
 * @param zone its days begin at the first moment of the day there; UTC for a rolling one and for all time
 */
public record BudgetWindow(Unit unit, boolean rolling, ZoneId zone) {

    /** Start of all windows that have no start of their own: rolling ones and all time. */
    public static final Instant ALWAYS = Instant.EPOCH;

    public static final ZoneId UTC = ZoneId.of("UTC");

    /** Unit of a window. A rolling month is 30 days. */
    public enum Unit {
        HOUR(Duration.ofHours(1), Duration.ofMinutes(1)),
        DAY(Duration.ofDays(1), Duration.ofMinutes(15)),
        /** Begins on Monday, as in ISO 8601. */
        WEEK(Duration.ofDays(7), Duration.ofHours(1)),
        MONTH(Duration.ofDays(30), Duration.ofHours(6)),
        TOTAL(Duration.ZERO, Duration.ZERO);

        private final Duration length;
        private final Duration bucket;

        Unit(Duration length, Duration bucket) {
            this.length = length;
            this.bucket = bucket;
        }

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Unit> of(@Nullable String wire) {
            return Arrays.stream(values())
                    .filter(unit -> unit.wire().equals(wire))
                    .findFirst();
        }
    }

    public BudgetWindow {
        if (rolling && unit == Unit.TOTAL) {
            throw new IllegalArgumentException("all time does not roll");
        }
    }

    /** Returns whether windows follow each other, each with a beginning and an end. */
    public boolean isCalendar() {
        return !rolling && unit != Unit.TOTAL;
    }

    /** Length of a rolling window. */
    public Duration length() {
        return unit.length;
    }

    /** Length of the parts in which spending leaves a rolling window, each as a whole. */
    public Duration bucket() {
        return unit.bucket;
    }

    /** Start of the window that a moment is in; {@link #ALWAYS} without a calendar. */
    public Instant start(Instant time) {
        if (!isCalendar()) {
            return ALWAYS;
        } else if (unit == Unit.HOUR) {
            int offset = zone.getRules().getOffset(time).getTotalSeconds();
            long local = time.getEpochSecond() + offset;
            return Instant.ofEpochSecond(local - Math.floorMod(local, 3600) - offset);
        }
        return first(time).atStartOfDay(zone).toInstant();
    }

    /** End of the window that a moment is in; null if it has none. */
    public @Nullable Instant end(Instant time) {
        if (!isCalendar()) {
            return null;
        } else if (unit == Unit.HOUR) {
            return start(time).plus(unit.length);
        }
        LocalDate first = first(time);
        LocalDate next =
                switch (unit) {
                    case DAY -> first.plusDays(1);
                    case WEEK -> first.plusWeeks(1);
                    default -> first.plusMonths(1);
                };
        return next.atStartOfDay(zone).toInstant();
    }

    /** Earliest moment that counts at a time: the start of the window or, of a rolling one, of its oldest part. */
    public Instant countedFrom(Instant now) {
        if (!rolling) {
            return start(now);
        }
        long bucket = unit.bucket.toSeconds();
        long oldest = now.minus(unit.length).getEpochSecond();
        return Instant.ofEpochSecond(oldest - Math.floorMod(oldest, bucket));
    }

    private LocalDate first(Instant time) {
        LocalDate day = time.atZone(zone).toLocalDate();
        return switch (unit) {
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            default -> day;
        };
    }

    public static BudgetWindow total() {
        return new BudgetWindow(Unit.TOTAL, false, UTC);
    }

    public static BudgetWindow rolling(Unit unit) {
        return new BudgetWindow(unit, true, UTC);
    }

    public static BudgetWindow calendar(Unit unit, ZoneId zone) {
        return new BudgetWindow(unit, false, zone);
    }
}

package dev.quartermaster.budgets.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.budgets.definition.BudgetWindow.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows follow the calendar of their zone. */
class BudgetWindowTest {

    @ParameterizedTest
    @CsvSource({
        // unit, zone, moment, start, end
        "HOUR,  UTC,              2026-03-01T10:59:59Z, 2026-03-01T10:00:00Z, 2026-03-01T11:00:00Z",
        "HOUR,  Asia/Kolkata,     2026-03-01T10:15:00Z, 2026-03-01T09:30:00Z, 2026-03-01T10:30:00Z",
        "DAY,   UTC,              2026-03-01T00:00:00Z, 2026-03-01T00:00:00Z, 2026-03-02T00:00:00Z",
        // Summer time begins and ends: a day of 23 and one of 25 hours. Long past, as countries change their rules and
        // an
        // older Java does not know of it.
        "DAY,   Europe/Berlin,    2024-03-31T12:00:00Z, 2024-03-30T23:00:00Z, 2024-03-31T22:00:00Z",
        "DAY,   Europe/Berlin,    2024-10-27T12:00:00Z, 2024-10-26T22:00:00Z, 2024-10-27T23:00:00Z",
        "DAY,   America/New_York, 2024-03-10T05:00:00Z, 2024-03-10T05:00:00Z, 2024-03-11T04:00:00Z",
        // Midnight comes twice in Havana when summer time ends, and never when it begins.
        "DAY,   America/Havana,   2024-11-03T05:30:00Z, 2024-11-03T04:00:00Z, 2024-11-04T05:00:00Z",
        "DAY,   America/Havana,   2024-11-03T04:30:00Z, 2024-11-03T04:00:00Z, 2024-11-04T05:00:00Z",
        "DAY,   America/Havana,   2024-03-10T12:00:00Z, 2024-03-10T05:00:00Z, 2024-03-11T04:00:00Z",
        // A week begins on Monday, also over the year's end.
        "WEEK,  UTC,              2027-01-01T00:00:00Z, 2026-12-28T00:00:00Z, 2027-01-04T00:00:00Z",
        "WEEK,  Europe/Berlin,    2024-03-31T21:59:59Z, 2024-03-24T23:00:00Z, 2024-03-31T22:00:00Z",
        "MONTH, UTC,              2024-02-29T23:59:59Z, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
        "MONTH, Pacific/Auckland, 2026-01-31T11:00:00Z, 2026-01-31T11:00:00Z, 2026-02-28T11:00:00Z",
        "MONTH, UTC,              2026-12-31T23:00:00Z, 2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z"
    })
    void aWindowBeginsAndEnds(Unit unit, String zone, Instant moment, Instant start, Instant end) {
        BudgetWindow window = BudgetWindow.calendar(unit, ZoneId.of(zone));

        assertThat(window.start(moment)).isEqualTo(start);
        assertThat(window.end(moment)).isEqualTo(end);
        assertThat(window.countedFrom(moment)).isEqualTo(start);
    }

    @Test
    void windowsFollowEachOtherWithoutGapsInEveryZone() {
        Random random = new Random(7);
        for (String zone : ZoneId.getAvailableZoneIds()) {
            // Half an hour of summer time there: one hour of the year is a half.
            if (zone.equals("Australia/Lord_Howe") || zone.equals("Australia/LHI")) {
                continue;
            }
            for (Unit unit : new Unit[] {Unit.HOUR, Unit.DAY, Unit.WEEK, Unit.MONTH}) {
                BudgetWindow window = BudgetWindow.calendar(unit, ZoneId.of(zone));
                Instant moment = Instant.ofEpochSecond(1_600_000_000L + random.nextInt(400_000_000));
                Instant start = window.start(moment);
                Instant end = window.end(moment);

                assertThat(moment).as("%s in %s", unit, zone).isBetween(start, end.minusNanos(1));
                assertThat(window.start(start)).isEqualTo(start);
                assertThat(window.start(end.minusSeconds(1))).isEqualTo(start);
                assertThat(window.start(end)).isEqualTo(end);
            }
        }
    }

    @Test
    void aRollingWindowCountsWholeParts() {
        BudgetWindow window = BudgetWindow.rolling(Unit.DAY);
        Instant now = Instant.parse("2026-03-01T10:07:00Z");

        assertThat(window.start(now)).isEqualTo(BudgetWindow.ALWAYS);
        assertThat(window.end(now)).isNull();
        assertThat(window.countedFrom(now)).isEqualTo(Instant.parse("2026-02-28T10:00:00Z"));
        assertThat(window.length()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void allTimeHasNoEnd() {
        assertThat(BudgetWindow.total().end(Instant.now())).isNull();
        assertThat(BudgetWindow.total().countedFrom(Instant.now())).isEqualTo(BudgetWindow.ALWAYS);
        assertThatThrownBy(() -> BudgetWindow.rolling(Unit.TOTAL)).isInstanceOf(IllegalArgumentException.class);
    }
}

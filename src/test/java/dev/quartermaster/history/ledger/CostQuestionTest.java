package dev.quartermaster.history.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.history.ledger.CostPlan.Level;
import dev.quartermaster.history.ledger.CostPlan.Part;
import dev.quartermaster.history.ledger.CostQuestion.LastGroup;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which part of a range is answered from which sums, and which from the rows. */
class CostQuestionTest {

    private static final String NEW_YEAR = "2026-01-01T00:00:00Z";

    @Test
    void wholeDaysAndHoursAndTheirQuartersComeFromTheirSumsAndTheEdgesFromTheRows() {
        CostQuestion question = question("UTC", "2026-01-01T21:29:00Z", "2026-01-04T10:00:01Z", GroupKey.DAY);

        assertThat(CostPlan.of(question).parts())
                .containsExactly(
                        part(Level.ROWS, "2026-01-01T21:29:00Z", "2026-01-01T21:30:00Z"),
                        part(Level.QUARTER_HOURS, "2026-01-01T21:30:00Z", "2026-01-01T22:00:00Z"),
                        part(Level.HOURS, "2026-01-01T22:00:00Z", "2026-01-02T00:00:00Z"),
                        part(Level.DAYS, "2026-01-02T00:00:00Z", "2026-01-04T00:00:00Z"),
                        part(Level.HOURS, "2026-01-04T00:00:00Z", "2026-01-04T10:00:00Z"),
                        part(Level.ROWS, "2026-01-04T10:00:00Z", "2026-01-04T10:00:01Z"));
        assertThat(question.needs(Level.ROWS)).contains(Instant.parse("2026-01-01T21:29:00Z"));
        assertThat(question.needs(Level.QUARTER_HOURS)).contains(Instant.parse("2026-01-01T21:30:00Z"));
    }

    @Test
    void aRangeOfWholeHoursNeedsNoRows() {
        CostQuestion question = question("Europe/Berlin", NEW_YEAR, "2026-12-01T05:00:00Z", GroupKey.WEEK);

        assertThat(CostPlan.of(question).parts())
                .containsExactly(
                        part(Level.DAYS, NEW_YEAR, "2026-12-01T00:00:00Z"),
                        part(Level.HOURS, "2026-12-01T00:00:00Z", "2026-12-01T05:00:00Z"));
        assertThat(CostPlan.of(question).moved())
                .hasSize(48)
                .startsWith(part(Level.HOURS, "2026-01-04T23:00:00Z", "2026-01-05T00:00:00Z"))
                .contains(part(Level.HOURS, "2026-07-05T22:00:00Z", "2026-07-06T00:00:00Z"));
        assertThat(question.needs(Level.ROWS)).isEmpty();
        assertThat(question.needs(Level.QUARTER_HOURS)).isEmpty();
    }

    @Test
    void aRangeWithoutAWholeQuarterIsOfRows() {
        assertThat(CostPlan.of(question("UTC", "2026-01-01T00:31:00Z", "2026-01-01T00:59:00Z"))
                        .parts())
                .containsExactly(part(Level.ROWS, "2026-01-01T00:31:00Z", "2026-01-01T00:59:00Z"));
        assertThat(CostPlan.of(question("UTC", "1969-12-31T23:44:59.5Z", "1970-01-01T00:00:00.5Z"))
                        .parts())
                .containsExactly(
                        part(Level.ROWS, "1969-12-31T23:44:59.5Z", "1969-12-31T23:45:00Z"),
                        part(Level.QUARTER_HOURS, "1969-12-31T23:45:00Z", "1970-01-01T00:00:00Z"),
                        part(Level.ROWS, "1970-01-01T00:00:00Z", "1970-01-01T00:00:00.5Z"));
        assertThat(CostPlan.of(question("UTC", NEW_YEAR, NEW_YEAR)).parts())
                .containsExactly(part(Level.ROWS, NEW_YEAR, NEW_YEAR));
    }

    @Test
    void theCoarsestSumsAreTakenThatTellWhatIsAsked() {
        assertThat(level("UTC", GroupKey.TASK_ID)).isEqualTo(Level.ROWS);
        assertThat(level("Asia/Kolkata", GroupKey.HOUR)).isEqualTo(Level.QUARTER_HOURS);
        assertThat(level("Asia/Kathmandu", GroupKey.HOUR)).isEqualTo(Level.QUARTER_HOURS);
        assertThat(level("Asia/Kolkata", GroupKey.MODEL)).isEqualTo(Level.DAYS);
        assertThat(level("Australia/Lord_Howe", GroupKey.DAY)).isEqualTo(Level.DAYS);
        assertThat(level("Australia/Lord_Howe", GroupKey.HOUR)).isEqualTo(Level.QUARTER_HOURS);
        assertThat(level("America/St_Johns", GroupKey.HOUR)).isEqualTo(Level.QUARTER_HOURS);
        assertThat(level("Europe/London", GroupKey.DAY)).isEqualTo(Level.DAYS);
        assertThat(level("Europe/London", GroupKey.DAY, GroupKey.HOUR)).isEqualTo(Level.HOURS);
        assertThat(level("UTC", GroupKey.HOUR)).isEqualTo(Level.HOURS);
        assertThat(level("Etc/UTC", GroupKey.MONTH, GroupKey.API_KEY)).isEqualTo(Level.DAYS);
    }

    @Test
    void daysOfAnotherZoneMoveHoursAcrossTheirMidnights() {
        CostQuestion question =
                question("America/New_York", "2026-03-07T00:00:00Z", "2026-03-10T00:00:00Z", GroupKey.DAY);

        assertThat(CostPlan.of(question).parts())
                .containsExactly(part(Level.DAYS, "2026-03-07T00:00:00Z", "2026-03-10T00:00:00Z"));
        // Daylight saving time begins on the 8th.
        assertThat(CostPlan.of(question).moved())
                .containsExactly(
                        part(Level.HOURS, "2026-03-07T00:00:00Z", "2026-03-07T05:00:00Z"),
                        part(Level.HOURS, "2026-03-08T00:00:00Z", "2026-03-08T05:00:00Z"),
                        part(Level.HOURS, "2026-03-09T00:00:00Z", "2026-03-09T04:00:00Z"));
    }

    @Test
    void whereMidnightIsWithinAnHourItsQuartersAreTaken() {
        CostQuestion question = question("Asia/Kolkata", "2026-03-07T10:00:00Z", "2026-03-09T00:00:00Z", GroupKey.DAY);

        assertThat(CostPlan.of(question).parts())
                .containsExactly(
                        part(Level.HOURS, "2026-03-07T10:00:00Z", "2026-03-07T18:00:00Z"),
                        part(Level.QUARTER_HOURS, "2026-03-07T18:00:00Z", "2026-03-07T18:30:00Z"),
                        part(Level.QUARTER_HOURS, "2026-03-07T18:30:00Z", "2026-03-07T19:00:00Z"),
                        part(Level.HOURS, "2026-03-07T19:00:00Z", "2026-03-08T00:00:00Z"),
                        part(Level.DAYS, "2026-03-08T00:00:00Z", "2026-03-09T00:00:00Z"));
        assertThat(CostPlan.of(question).moved())
                .containsExactly(
                        part(Level.QUARTER_HOURS, "2026-03-08T18:30:00Z", "2026-03-08T19:00:00Z"),
                        part(Level.HOURS, "2026-03-08T19:00:00Z", "2026-03-09T00:00:00Z"));
        assertThat(question.needs(Level.ROWS)).isEmpty();
        assertThat(question.needs(Level.QUARTER_HOURS)).contains(Instant.parse("2026-03-07T18:00:00Z"));
    }

    /** Until 1972 the clocks of Liberia were 44 minutes and 30 seconds behind. */
    @Test
    void whereMidnightIsWithinAQuarterItsRowsAreTaken() {
        CostQuestion days = question("Africa/Monrovia", "1971-03-08T00:00:00Z", "1971-03-09T00:00:00Z", GroupKey.DAY);
        CostQuestion hours = question("Africa/Monrovia", "1971-03-08T00:00:00Z", "1971-03-09T00:00:00Z", GroupKey.HOUR);
        CostQuestion later = question("Africa/Monrovia", "1972-03-08T00:00:00Z", "1972-03-09T00:00:00Z", GroupKey.HOUR);

        assertThat(CostPlan.of(days).moved())
                .containsExactly(
                        part(Level.QUARTER_HOURS, "1971-03-08T00:00:00Z", "1971-03-08T00:30:00Z"),
                        part(Level.ROWS, "1971-03-08T00:30:00Z", "1971-03-08T00:44:30Z"));
        assertThat(CostPlan.of(hours).parts())
                .containsExactly(part(Level.ROWS, "1971-03-08T00:00:00Z", "1971-03-09T00:00:00Z"));
        assertThat(CostPlan.of(later).parts())
                .containsExactly(part(Level.HOURS, "1972-03-08T00:00:00Z", "1972-03-09T00:00:00Z"));
    }

    @Test
    void aPageOfHoursTakesTheHoursAfterThoseOfThePageBefore() {
        CostQuestion first =
                question("Asia/Kolkata", "2026-01-01T00:07:00Z", "2026-02-01T00:00:00Z", GroupKey.HOUR, GroupKey.MODEL);
        CostQuestion next = after(first, "2026-01-01T09:30:00Z", "gpt-4o").fromLastHour();
        CostQuestion last = after(first, "2026-01-31T11:30:00Z", null).fromLastHour();

        assertThat(first.hoursOfPage().orElseThrow())
                .returns(Instant.parse("2026-01-01T00:07:00Z"), CostQuestion::from)
                .returns(Instant.parse("2026-01-01T13:00:00Z"), CostQuestion::to);
        assertThat(next.hoursOfPage().orElseThrow())
                .returns(Instant.parse("2026-01-01T09:30:00Z"), CostQuestion::from)
                .returns(Instant.parse("2026-01-01T22:00:00Z"), CostQuestion::to);
        assertThat(last.hoursOfPage()).isEmpty();
        assertThat(last.from()).isEqualTo("2026-01-31T11:30:00Z");
        assertThat(first.fromLastHour()).isEqualTo(first);
    }

    @Test
    void whatIsNotInTheOrderOfItsHoursIsAnsweredAsAWhole() {
        assertThat(question("UTC", NEW_YEAR, "2026-02-01T00:00:00Z").hoursOfPage())
                .isEmpty();
        assertThat(question("UTC", NEW_YEAR, "2026-02-01T00:00:00Z", GroupKey.MODEL, GroupKey.HOUR)
                        .hoursOfPage())
                .isEmpty();
        assertThat(question("UTC", NEW_YEAR, "2026-02-01T00:00:00Z", GroupKey.DAY)
                        .hoursOfPage())
                .isEmpty();
    }

    private static CostQuestion after(CostQuestion question, @Nullable String... group) {
        return new CostQuestion(
                question.groupBy(),
                question.filters(),
                question.from(),
                question.to(),
                question.zone(),
                question.limit(),
                Optional.of(new LastGroup(Arrays.asList(group))));
    }

    private static Level level(String zone, GroupKey... keys) {
        List<Part> parts = CostPlan.of(question(zone, NEW_YEAR, "2026-12-02T00:00:00Z", keys))
                .parts();
        assertThat(parts).hasSize(1);
        return parts.get(0).level();
    }

    private static Part part(Level level, String from, String to) {
        return new Part(level, Instant.parse(from), Instant.parse(to));
    }

    private static CostQuestion question(String zone, String from, String to, GroupKey... keys) {
        return new CostQuestion(
                List.of(keys), Map.of(), Instant.parse(from), Instant.parse(to), ZoneId.of(zone), 10, Optional.empty());
    }
}

package dev.quartermaster.history.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.history.ledger.CostQuestion.Level;
import dev.quartermaster.history.ledger.CostQuestion.Part;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which part of a range is answered from hours, and which from the rows. */
class CostQuestionTest {

    private static final String NEW_YEAR = "2026-01-01T00:00:00Z";

    @Test
    void wholeDaysAndHoursComeFromTheirSumsAndTheEdgesFromTheRows() {
        CostQuestion question = question("UTC", "2026-01-01T21:30:00Z", "2026-01-04T10:00:01Z", GroupKey.DAY);

        assertThat(question.parts())
                .containsExactly(
                        part(Level.ROWS, "2026-01-01T21:30:00Z", "2026-01-01T22:00:00Z"),
                        part(Level.HOURS, "2026-01-01T22:00:00Z", "2026-01-02T00:00:00Z"),
                        part(Level.DAYS, "2026-01-02T00:00:00Z", "2026-01-04T00:00:00Z"),
                        part(Level.HOURS, "2026-01-04T00:00:00Z", "2026-01-04T10:00:00Z"),
                        part(Level.ROWS, "2026-01-04T10:00:00Z", "2026-01-04T10:00:01Z"));
        assertThat(question.rowsFrom()).contains(Instant.parse("2026-01-01T21:30:00Z"));
    }

    @Test
    void aRangeOfWholeHoursNeedsNoRows() {
        CostQuestion question = question("Europe/Berlin", NEW_YEAR, "2026-12-01T05:00:00Z", GroupKey.WEEK);

        assertThat(question.parts()).containsExactly(part(Level.HOURS, NEW_YEAR, "2026-12-01T05:00:00Z"));
        assertThat(question.rowsFrom()).isEmpty();
    }

    @Test
    void aRangeWithoutAWholeHourIsOfRows() {
        assertThat(question("UTC", "2026-01-01T00:30:00Z", "2026-01-01T01:59:00Z")
                        .parts())
                .containsExactly(part(Level.ROWS, "2026-01-01T00:30:00Z", "2026-01-01T01:59:00Z"));
        assertThat(question("UTC", NEW_YEAR, NEW_YEAR).parts()).containsExactly(part(Level.ROWS, NEW_YEAR, NEW_YEAR));
    }

    @Test
    void theCoarsestSumsAreTakenThatTellWhatIsAsked() {
        assertThat(level("UTC", GroupKey.TASK_ID)).isEqualTo(Level.ROWS);
        assertThat(level("Asia/Kolkata", GroupKey.HOUR)).isEqualTo(Level.ROWS);
        assertThat(level("Asia/Kolkata", GroupKey.MODEL)).isEqualTo(Level.DAYS);
        // Half an hour of daylight saving time.
        assertThat(level("Australia/Lord_Howe", GroupKey.DAY)).isEqualTo(Level.ROWS);
        assertThat(level("Europe/London", GroupKey.DAY)).isEqualTo(Level.HOURS);
        assertThat(level("UTC", GroupKey.HOUR)).isEqualTo(Level.HOURS);
        assertThat(level("Etc/UTC", GroupKey.MONTH, GroupKey.API_KEY)).isEqualTo(Level.DAYS);
    }

    private static Level level(String zone, GroupKey... keys) {
        List<Part> parts =
                question(zone, NEW_YEAR, "2026-12-02T00:00:00Z", keys).parts();
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

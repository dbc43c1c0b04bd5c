package dev.quartermaster.history.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.history.ledger.CostQuestion.Span;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which part of a range is answered from hours, and which from the rows. */
class CostQuestionTest {

    @Test
    void wholeHoursComeFromTheirSumsAndTheEdgesFromTheRows() {
        CostQuestion question = question("UTC", "2026-01-01T00:30:00Z", "2026-01-02T10:00:01Z", GroupKey.DAY);

        assertThat(question.hours()).contains(span("2026-01-01T01:00:00Z", "2026-01-02T10:00:00Z"));
        assertThat(question.rows())
                .containsExactly(
                        span("2026-01-01T00:30:00Z", "2026-01-01T01:00:00Z"),
                        span("2026-01-02T10:00:00Z", "2026-01-02T10:00:01Z"));
    }

    @Test
    void aRangeOfWholeHoursNeedsNoRows() {
        CostQuestion question =
                question("Europe/Berlin", "2026-01-01T00:00:00Z", "2026-12-01T00:00:00Z", GroupKey.WEEK);

        assertThat(question.rows()).isEmpty();
        assertThat(question.rowsFrom()).isEmpty();
    }

    @Test
    void aRangeWithoutAWholeHourIsOfRows() {
        assertThat(question("UTC", "2026-01-01T00:30:00Z", "2026-01-01T01:59:00Z")
                        .hours())
                .isEmpty();
    }

    @Test
    void whatHoursCannotTellIsOfRows() {
        assertThat(question("UTC", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", GroupKey.TASK_ID)
                        .hours())
                .isEmpty();
        assertThat(question("Asia/Kolkata", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", GroupKey.HOUR)
                        .hours())
                .isEmpty();
        assertThat(question("Asia/Kolkata", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", GroupKey.MODEL)
                        .hours())
                .isPresent();
        // Half an hour of daylight saving time.
        assertThat(question("Australia/Lord_Howe", "2026-06-01T00:00:00Z", "2026-12-02T00:00:00Z", GroupKey.DAY)
                        .hours())
                .isEmpty();
    }

    private static Span span(String from, String to) {
        return new Span(Instant.parse(from), Instant.parse(to));
    }

    private static CostQuestion question(String zone, String from, String to, GroupKey... keys) {
        return new CostQuestion(
                List.of(keys), Map.of(), Instant.parse(from), Instant.parse(to), ZoneId.of(zone), 10, Optional.empty());
    }
}

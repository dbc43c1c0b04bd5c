package dev.quartermaster.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeprecationTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    @ParameterizedTest
    @CsvSource({
        "60, 'stops answering on 2027-01-20, in 60 days'",
        "1, 'stops answering on 2026-11-22, in 1 day'",
        "0, 'stopped answering on 2026-11-21'",
        "-1, 'stopped answering on 2026-11-20'",
    })
    void anEndWithinSixtyDaysIsToldAndOnePastIsPast(int days, String said) {
        Deprecation end = Deprecation.of(TODAY.plusDays(days), TODAY).orElseThrow();

        assertThat(end).hasToString(said);
        assertThat(end.isPast()).isEqualTo(days <= 0);
    }

    @Test
    void anEndFurtherAwayIsNotWorthAWord() {
        assertThat(Deprecation.of(TODAY.plusDays(61), TODAY)).isEmpty();
    }
}

package dev.quartermaster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.domain.QuartermasterException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeCursorTest {

    @Test
    void aCursorLeadsBackToItsPlace() {
        TimeCursor place = new TimeCursor(Instant.parse("2026-01-31T12:00:00.000001Z"), new UUID(1, 2));

        assertThat(TimeCursor.parse(place.cursor())).isEqualTo(place);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void withoutACursorItIsTheFirstPage(String cursor) {
        assertThat(TimeCursor.parse(cursor)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-31T12:00:00Z",
                "yesterday 00000000-0000-0001-0000-000000000002",
                "2026-01-31T12:00:00Z second",
                "2026-01-31T12:00:00Z 00000000-0000-0001-0000-000000000002 more"
            })
    void aCursorThatNoListGaveOutIsRefused(String inside) {
        assertThatThrownBy(() -> TimeCursor.parse(Paging.cursor(inside).concat(inside.isEmpty() ? "!" : "")))
                .isInstanceOf(QuartermasterException.class)
                .hasMessageContaining("'cursor'");
    }
}

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

class CursorTest {

    @Test
    void aCursorLeadsBackToItsPlace() {
        Cursor.Moment place = new Cursor.Moment(Instant.parse("2026-01-31T12:00:00.000001Z"), new UUID(1, 2));
        Cursor cursor = Cursor.of(place.time(), place.id());

        assertThat(Cursor.moment(cursor.text())).isEqualTo(place);
        assertThat(Cursor.parse(cursor.text())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void withoutACursorItIsTheFirstPage(String cursor) {
        assertThat(Cursor.moment(cursor)).isNull();
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
        assertThatThrownBy(() -> Cursor.moment(new Cursor(inside).text().concat(inside.isEmpty() ? "!" : "")))
                .isInstanceOf(QuartermasterException.class)
                .hasMessageContaining("'cursor'");
    }
}

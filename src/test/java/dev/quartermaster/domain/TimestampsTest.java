package dev.quartermaster.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-31T12:00:00Z", " 2026-01-31T14:00:00+02:00 ", "2026-01-31T14:00:00 02:00"})
    void aUrlMayHoldItWithAnyOffsetAndAPlusSignUnescaped(String text) {
        assertThat(Timestamps.ofUrl("from", text)).isEqualTo(NOON);
    }

    @Test
    void blankIsNotGiven() {
        assertThat(Timestamps.ofUrl("from", null)).isNull();
        assertThat(Timestamps.ofUrl("from", " ")).isNull();
    }

    @Test
    void anythingElseIsRefusedByItsName() {
        assertThatThrownBy(() -> Timestamps.ofUrl("to", "today"))
                .hasMessage("'to' must be a time such as 2026-01-31T12:00:00Z");
        assertThatThrownBy(() -> Timestamps.of("window.to", "2026-01-31T14:00:00 02:00"))
                .isInstanceOf(QuartermasterException.class);
    }
}

package dev.quartermaster.provider.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private final RetryAfter retryAfter = new RetryAfter(new MutableClock(Instant.parse("2026-11-21T12:00:00Z")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 7000",
                "0 | 0",
                "1.5 | 1500",
                "0.0001 | 1",
                "-3 | 0",
                "Sat, 21 Nov 2026 12:00:30 GMT | 30000",
                "Sat, 21 Nov 2026 11:00:00 GMT | 0",
            })
    void secondsAndDatesAreRead(String value, long millis) {
        assertThat(retryAfter.from(headers(Map.of("retry-after", value)))).contains(Duration.ofMillis(millis));
    }

    @Test
    void millisecondsWin() {
        assertThat(retryAfter.from(headers(Map.of("retry-after", "7", "retry-after-ms", "250"))))
                .contains(Duration.ofMillis(250));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1e9", "99999999999999999999", "NaN", "1,5"})
    void whatCannotBeReadIsUnsaid(String value) {
        assertThat(retryAfter.from(headers(Map.of("retry-after", value)))).isEmpty();
    }

    @Test
    void silenceIsUnsaid() {
        assertThat(retryAfter.from(headers(Map.of()))).isEmpty();
        assertThat(retryAfter.reset(null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "12ms, 12",
        "6m0s, 360000",
        "1h2m3.5s, 3723500",
        "1d, 86400000",
        "20, 20000",
        "2026-11-21T12:01:00Z, 60000",
        "2026-11-21T11:00:00+01:00, 0",
    })
    void resetsAreRead(String value, long millis) {
        assertThat(retryAfter.reset(value)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "6x", "6m junk", "s6"})
    void aResetThatCannotBeReadIsUnsaid(String value) {
        assertThat(retryAfter.reset(value)).isEmpty();
    }

    private static ResponseHeaders headers(Map<String, String> headers) {
        return headers::get;
    }
}

package dev.quartermaster.inference.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.testing.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailoverCounterTest {

    private final MutableClock clock = new MutableClock("2026-11-21T12:00:00Z");
    private final FailoverCounter watch = new FailoverCounter(clock);

    @Test
    void theFourthWithinAnHourIsTooMany() {
        assertThat(watch.isExcessive("a/1")).isFalse();
        assertThat(watch.isExcessive("a/1")).isFalse();
        assertThat(watch.isExcessive("a/1")).isFalse();
        assertThat(watch.isExcessive("b/2")).isFalse();
        clock.advance(Duration.ofMinutes(59));
        assertThat(watch.isExcessive("a/1")).isTrue();
    }

    @Test
    void theHourSlides() {
        for (int i = 0; i < 20; i++) {
            assertThat(watch.isExcessive("a/1")).isFalse();
            clock.advance(Duration.ofMinutes(20));
        }
    }
}

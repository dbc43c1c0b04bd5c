package dev.quartermaster.storage.overrides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import dev.quartermaster.telemetry.StatusContributor.State;
import dev.quartermaster.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverrideRefreshTest {

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration LATER = Duration.ofMinutes(1);

    private final MutableClock clock = new MutableClock(START);
    private final OverrideRefresh reading = new OverrideRefresh(null, "settings", "It is old.", clock);

    @Test
    void itIsUnknownUntilItIsRead() {
        assertThat(reading.status()).isEqualTo(new ComponentStatus(State.UNKNOWN, START, "not read yet", "It is old."));
    }

    @Test
    void itIsWellSinceItWasReadFirst() {
        clock.advance(LATER);
        reading.succeeded();
        clock.advance(LATER);
        reading.succeeded();

        assertThat(reading.status()).isEqualTo(ComponentStatus.ok(START.plus(LATER)));
    }

    @Test
    void itIsDegradedSinceItFailedFirstAndOnlyThatIsNews() {
        reading.succeeded();
        clock.advance(LATER);

        assertThat(reading.degraded(new IllegalStateException("away"))).isTrue();
        clock.advance(LATER);
        assertThat(reading.degraded(new IllegalStateException("still away"))).isFalse();

        assertThat(reading.status())
                .isEqualTo(new ComponentStatus(State.DEGRADED, START.plus(LATER), "still away", "It is old."));
    }

    @Test
    void aReadThatSawLessThanAnEarlierOneIsNotApplied() {
        List<String> applied = new ArrayList<>();

        assertThat(reading.apply(3, () -> applied.add("first"))).isFalse();
        assertThat(reading.apply(2, () -> applied.add("late"))).isFalse();
        assertThat(reading.apply(3, () -> applied.add("again"))).isFalse();
        assertThat(reading.apply(4, () -> applied.add("changed"))).isTrue();

        assertThat(applied).containsExactly("first", "again", "changed");
        assertThat(reading.status()).isEqualTo(ComponentStatus.ok(START));
    }
}

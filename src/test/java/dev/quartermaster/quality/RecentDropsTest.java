package dev.quartermaster.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import dev.quartermaster.telemetry.StatusContributor.State;
import dev.quartermaster.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentDropsTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final MutableClock clock = new MutableClock(START);
    private final RecentDrops drops = new RecentDrops(clock);

    @Test
    void scoringIsDegradedUntilAMinuteAfterTheLastDrop() {
        assertThat(drops.status()).isEqualTo(ComponentStatus.ok(START));

        clock.advance(Duration.ofSeconds(10));
        drops.add();
        clock.advance(Duration.ofSeconds(50));
        drops.add();
        clock.advance(Duration.ofSeconds(59));

        assertThat(drops.status().state()).isEqualTo(State.DEGRADED);
        assertThat(drops.status().since()).isEqualTo(START.plusSeconds(10));
        assertThat(drops.status().detail()).startsWith("2 answers were not scored");

        clock.advance(Duration.ofSeconds(1));
        assertThat(drops.status()).isEqualTo(ComponentStatus.ok(START.plusSeconds(120)));
    }

    @Test
    void aLaterBoutIsCountedByItself() {
        drops.add();
        clock.advance(Duration.ofMinutes(5));
        drops.add();

        assertThat(drops.status().since()).isEqualTo(START.plusSeconds(300));
        assertThat(drops.status().detail()).startsWith("1 answer was not scored");
    }
}

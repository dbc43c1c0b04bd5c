package dev.quartermaster.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.testing.MutableClock;
import dev.quartermaster.testing.Settings;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertRetentionTest {

    private final MutableClock clock = new MutableClock("2026-05-01T00:00:00Z");
    private final List<Instant> asked = new ArrayList<>();
    private int old;

    @Test
    void allThatIsOldGoesAFewAtATime() {
        old = 2 * AlertRetention.BATCH + 1;

        retention(Map.of()).deleteExpired().await().atMost(Duration.ofMinutes(1));

        assertThat(old).isZero();
        assertThat(asked)
                .containsExactly(
                        clock.instant().minus(Duration.ofDays(90)),
                        clock.instant().minus(Duration.ofDays(90)),
                        clock.instant().minus(Duration.ofDays(90)));
    }

    @Test
    void zeroKeepsNothing() {
        retention(Map.of("quartermaster.alerts.keep", "0s"))
                .deleteExpired()
                .await()
                .atMost(Duration.ofMinutes(1));

        assertThat(asked).containsExactly(clock.instant());
    }

    @Test
    void aDatabaseThatIsAwayIsNoFailure() {
        old = -1;

        retention(Map.of()).deleteExpired().await().atMost(Duration.ofMinutes(1));

        assertThat(asked).hasSize(1);
    }

    private AlertRetention retention(Map<String, String> settings) {
        return new AlertRetention(Settings.of(AlertsConfig.class, settings), new OldRows(), clock);
    }

    private final class OldRows extends NoAlertRepository {
        @Override
        public Uni<Integer> deleteBefore(Instant before, int most) {
            asked.add(before);
            if (old < 0) {
                return Uni.createFrom().failure(new IllegalStateException("away"));
            }
            int gone = Math.min(old, most);
            old -= gone;
            return Uni.createFrom().item(gone);
        }
    }
}

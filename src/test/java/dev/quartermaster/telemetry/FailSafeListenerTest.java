package dev.quartermaster.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.telemetry.StatusContributor.State;
import dev.quartermaster.testing.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailSafeListenerTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final MutableClock clock = new MutableClock(START);
    private final FailSafeListener failSafeListener = new FailSafeListener("gauge", "Nobody sees the pressure.", clock);

    @Test
    void itsFailureHarmsNobodyAndIsShown() {
        failSafeListener.run(() -> {});
        clock.advance(Duration.ofSeconds(1));
        failSafeListener.run(FailSafeListenerTest::fail);

        assertThat(failSafeListener.status())
                .isEqualTo(new StatusContributor.ComponentStatus(
                        State.DEGRADED,
                        START.plusSeconds(1),
                        "gauge: IllegalStateException: stuck",
                        "Nobody sees the pressure."));
    }

    @Test
    void whereItFailsTheAnswerIsTheOtherOne() {
        assertThat(failSafeListener.get(() -> 1, 2)).isEqualTo(1);
        assertThat(failSafeListener.<Integer>get(
                        () -> {
                            throw new IllegalStateException("stuck");
                        },
                        2))
                .isEqualTo(2);
        assertThat(failSafeListener.status().state()).isEqualTo(State.DEGRADED);
    }

    @Test
    void whatTakesTimeIsDoneWhateverComesOfIt() {
        failSafeListener
                .runAsync(() -> Uni.createFrom().failure(new IllegalStateException("stuck")))
                .await()
                .atMost(Duration.ofMinutes(1));
        failSafeListener
                .runAsync(() -> {
                    throw new IllegalStateException("at once");
                })
                .await()
                .atMost(Duration.ofMinutes(1));

        assertThat(failSafeListener.status().detail()).isEqualTo("gauge: IllegalStateException: at once");
    }

    @Test
    void oneThatFailsNowAndThenIsNotWellInBetween() {
        for (int i = 0; i < 5; i++) {
            failSafeListener.run(FailSafeListenerTest::fail);
            clock.advance(Duration.ofSeconds(1));
            failSafeListener.run(() -> {});
        }
        assertThat(failSafeListener.status().state()).isEqualTo(State.DEGRADED);
        assertThat(failSafeListener.status().since()).isEqualTo(START);

        clock.advance(FailSafeListener.QUIET);
        assertThat(failSafeListener.status().state())
                .as("nothing was told since")
                .isEqualTo(State.DEGRADED);
        failSafeListener.run(() -> {});
        assertThat(failSafeListener.status()).isEqualTo(StatusContributor.ComponentStatus.ok(clock.instant()));
    }

    @Test
    void aMeterThatFailsIsTheMetricsTrouble() {
        SafeMetrics safeMetrics = new SafeMetrics(new SimpleMeterRegistry(), clock);
        safeMetrics.record(registry -> fail());

        StatusContributor contributor = safeMetrics.contributor();
        assertThat(contributor.name()).isEqualTo("metrics");
        assertThat(contributor.status().state()).isEqualTo(State.DEGRADED);
        assertThat(contributor.status().effect()).isNotEmpty();
    }

    private static void fail() {
        throw new IllegalStateException("stuck");
    }
}

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
        failSafeListener.tell(() -> {});
        clock.advance(Duration.ofSeconds(1));
        failSafeListener.tell(FailSafeListenerTest::fail);

        assertThat(failSafeListener.condition())
                .isEqualTo(new StatusContributor.ComponentStatus(
                        State.DEGRADED,
                        START.plusSeconds(1),
                        "gauge: IllegalStateException: stuck",
                        "Nobody sees the pressure."));
    }

    @Test
    void whereItFailsTheAnswerIsTheOtherOne() {
        assertThat(failSafeListener.ask(() -> 1, 2)).isEqualTo(1);
        assertThat(failSafeListener.<Integer>ask(
                        () -> {
                            throw new IllegalStateException("stuck");
                        },
                        2))
                .isEqualTo(2);
        assertThat(failSafeListener.condition().state()).isEqualTo(State.DEGRADED);
    }

    @Test
    void whatTakesTimeIsDoneWhateverComesOfIt() {
        failSafeListener
                .tellAll(() -> Uni.createFrom().failure(new IllegalStateException("stuck")))
                .await()
                .atMost(Duration.ofSeconds(1));
        failSafeListener
                .tellAll(() -> {
                    throw new IllegalStateException("at once");
                })
                .await()
                .atMost(Duration.ofSeconds(1));

        assertThat(failSafeListener.condition().detail()).isEqualTo("gauge: IllegalStateException: at once");
    }

    @Test
    void oneThatFailsNowAndThenIsNotWellInBetween() {
        for (int i = 0; i < 5; i++) {
            failSafeListener.tell(FailSafeListenerTest::fail);
            clock.advance(Duration.ofSeconds(1));
            failSafeListener.tell(() -> {});
        }
        assertThat(failSafeListener.condition().state()).isEqualTo(State.DEGRADED);
        assertThat(failSafeListener.condition().since()).isEqualTo(START);

        clock.advance(FailSafeListener.QUIET);
        assertThat(failSafeListener.condition().state())
                .as("nothing was told since")
                .isEqualTo(State.DEGRADED);
        failSafeListener.tell(() -> {});
        assertThat(failSafeListener.condition()).isEqualTo(StatusContributor.ComponentStatus.ok(clock.instant()));
    }

    @Test
    void aMeterThatFailsIsTheMetricsTrouble() {
        SafeMetrics safeMetrics = new SafeMetrics(new SimpleMeterRegistry(), clock);
        safeMetrics.note(registry -> fail());

        StatusContributor contributor = safeMetrics.contributor();
        assertThat(contributor.name()).isEqualTo("metrics");
        assertThat(contributor.status().state()).isEqualTo(State.DEGRADED);
        assertThat(contributor.status().effect()).isNotEmpty();
    }

    private static void fail() {
        throw new IllegalStateException("stuck");
    }
}

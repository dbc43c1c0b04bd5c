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
    private final FailSafeListener bystander = new FailSafeListener("gauge", "Nobody sees the pressure.", clock);

    @Test
    void itsFailureHarmsNobodyAndIsShown() {
        bystander.tell(() -> {});
        clock.advance(Duration.ofSeconds(1));
        bystander.tell(FailSafeListenerTest::fail);

        assertThat(bystander.condition())
                .isEqualTo(new StatusContributor.ComponentStatus(
                        State.DEGRADED,
                        START.plusSeconds(1),
                        "gauge: IllegalStateException: stuck",
                        "Nobody sees the pressure."));
    }

    @Test
    void whereItFailsTheAnswerIsTheOtherOne() {
        assertThat(bystander.ask(() -> 1, 2)).isEqualTo(1);
        assertThat(bystander.<Integer>ask(
                        () -> {
                            throw new IllegalStateException("stuck");
                        },
                        2))
                .isEqualTo(2);
        assertThat(bystander.condition().state()).isEqualTo(State.DEGRADED);
    }

    @Test
    void whatTakesTimeIsDoneWhateverComesOfIt() {
        bystander
                .tellAll(() -> Uni.createFrom().failure(new IllegalStateException("stuck")))
                .await()
                .atMost(Duration.ofSeconds(1));
        bystander
                .tellAll(() -> {
                    throw new IllegalStateException("at once");
                })
                .await()
                .atMost(Duration.ofSeconds(1));

        assertThat(bystander.condition().detail()).isEqualTo("gauge: IllegalStateException: at once");
    }

    @Test
    void oneThatFailsNowAndThenIsNotWellInBetween() {
        for (int i = 0; i < 5; i++) {
            bystander.tell(FailSafeListenerTest::fail);
            clock.advance(Duration.ofSeconds(1));
            bystander.tell(() -> {});
        }
        assertThat(bystander.condition().state()).isEqualTo(State.DEGRADED);
        assertThat(bystander.condition().since()).isEqualTo(START);

        clock.advance(FailSafeListener.QUIET);
        assertThat(bystander.condition().state()).as("nothing was told since").isEqualTo(State.DEGRADED);
        bystander.tell(() -> {});
        assertThat(bystander.condition()).isEqualTo(StatusContributor.ComponentStatus.ok(clock.instant()));
    }

    @Test
    void aMeterThatFailsIsTheMetricsTrouble() {
        SafeMetrics measuring = new SafeMetrics(new SimpleMeterRegistry(), clock);
        measuring.note(registry -> fail());

        assertThat(measuring.name()).isEqualTo("metrics");
        assertThat(measuring.status().state()).isEqualTo(State.DEGRADED);
        assertThat(measuring.status().effect()).isNotEmpty();
    }

    private static void fail() {
        throw new IllegalStateException("stuck");
    }
}

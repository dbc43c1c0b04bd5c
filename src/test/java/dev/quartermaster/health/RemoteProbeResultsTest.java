package dev.quartermaster.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.health.RemoteProbeResults.ProbeNotification;
import dev.quartermaster.health.RemoteProbeResults.ProbeNotification.Status;
import dev.quartermaster.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RemoteProbeResultsTest {

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final ProviderId OPENAI = ProviderId.OPENAI;

    private final MutableClock clock = new MutableClock("2026-07-01T10:00:00Z");
    private final Instant start = clock.instant();
    private final CircuitBreakers circuitBreakers = HealthBoards.by(clock);
    private final RemoteProbeResults remoteProbeResults = new RemoteProbeResults(circuitBreakers, INTERVAL, clock);

    private void told(Status word, Instant at) {
        remoteProbeResults.apply(new ProbeNotification(word, at, OPENAI));
    }

    private HealthState state() {
        return circuitBreakers.report(OPENAI).state();
    }

    @Test
    void whatIsToldChangesTheBoardAsAProbeMadeHere() {
        for (int i = 0; i < 3; i++) {
            told(Status.DOWN, clock.instant());
            clock.advance(INTERVAL);
        }
        assertThat(state()).isEqualTo(HealthState.UNAVAILABLE);

        told(Status.UP, clock.instant());
        assertThat(state()).isEqualTo(HealthState.HEALTHY);
    }

    @Test
    void aProviderThatIsBackBringsItsModelsBackWhosePauseIsOver() {
        ModelKey model = new ModelKey(OPENAI, "gpt-4o");
        for (int i = 0; i < 3; i++) {
            circuitBreakers.failed(model, FailureKind.UNAVAILABLE);
        }
        clock.advance(Duration.ofMinutes(1));

        told(Status.UP, clock.instant());

        assertThat(circuitBreakers.report(model).state()).isEqualTo(HealthState.HEALTHY);
    }

    @Test
    void whatIsOlderThanAnIntervalCountsForNothing() {
        told(Status.DOWN, start.minus(INTERVAL).minusMillis(1));
        assertThat(state()).isEqualTo(HealthState.UNKNOWN);

        told(Status.DOWN, start.plus(INTERVAL).plusMillis(1));
        assertThat(state()).isEqualTo(HealthState.UNKNOWN);

        told(Status.DOWN, start.minus(INTERVAL));
        assertThat(state()).isEqualTo(HealthState.DEGRADED);
    }

    @Test
    void whatIsOlderThanWhatWasToldCountsForNothing() {
        told(Status.UP, start);
        told(Status.DOWN, start.minusSeconds(1));

        assertThat(state()).isEqualTo(HealthState.HEALTHY);
    }

    @Test
    void whoAnsweredHereAMomentAgoIsNotSilent() {
        circuitBreakers.succeeded(new ModelKey(OPENAI, "gpt-4o"));
        clock.advance(INTERVAL.dividedBy(2).minusMillis(1));
        told(Status.DOWN, clock.instant());
        assertThat(state()).isNotEqualTo(HealthState.DEGRADED);

        clock.advance(Duration.ofMillis(1));
        told(Status.DOWN, clock.instant());
        assertThat(state()).isEqualTo(HealthState.DEGRADED);
    }

    @Test
    void whoIsNotToldOfForTwoIntervalsIsLeftToThisInstance() {
        assertThat(remoteProbeResults.isStale(OPENAI, start)).isFalse();
        clock.advance(INTERVAL.multipliedBy(2));
        assertThat(remoteProbeResults.isStale(OPENAI, start)).isTrue();

        told(Status.SKIPPED, clock.instant());
        assertThat(remoteProbeResults.isStale(OPENAI, start)).isFalse();
        assertThat(state()).as("nothing was said of how it is").isEqualTo(HealthState.UNKNOWN);
        clock.advance(INTERVAL.multipliedBy(2).minusMillis(1));
        assertThat(remoteProbeResults.isStale(OPENAI, start)).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(remoteProbeResults.isStale(OPENAI, start)).isTrue();
    }

    @Test
    void aNoteReadsAsItWasWritten() {
        for (Status word : Status.values()) {
            ProbeNotification note = new ProbeNotification(word, start, ProviderId.of("my-vllm"));
            assertThat(ProbeNotification.parse(note.text())).contains(note);
        }
        assertThat(ProbeNotification.parse("sideways 1 openai")).isEmpty();
        assertThat(ProbeNotification.parse("up soon openai")).isEmpty();
        assertThat(ProbeNotification.parse("up 1")).isEmpty();
        assertThat(ProbeNotification.parse("")).isEmpty();
    }
}

package dev.quartermaster.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CircuitBreakersTest {

    private static final ModelKey MODEL = new ModelKey(ProviderId.OPENAI, "one");
    private static final ModelKey SIBLING = new ModelKey(ProviderId.OPENAI, "two");
    private static final HealthRules RULES = new HealthRules(
            3,
            List.of(Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofSeconds(300)),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60));

    private final MutableClock clock = new MutableClock(Instant.parse("2026-05-01T00:00:00Z"));
    private final CircuitBreakers circuitBreakers = new CircuitBreakers(RULES, clock);

    /** Also one that looks at the board, and one that fails. */
    @Test
    void whoListensIsToldOnceOfEachFallAndReturn() {
        List<String> told = new ArrayList<>();
        CircuitBreakers[] heard = new CircuitBreakers[1];
        HealthListener listener = new HealthListener() {
            @Override
            public void opened(String subject, HealthReport report) {
                told.add("down " + subject + " " + heard[0].admit(MODEL));
                throw new IllegalStateException("a listener that fails");
            }

            @Override
            public void closed(String subject) {
                told.add("back " + subject);
            }
        };
        heard[0] = new CircuitBreakers(RULES, clock, List.of(listener));
        for (int i = 0; i < 5; i++) {
            heard[0].failed(MODEL, FailureKind.UNAVAILABLE);
        }
        assertThat(heard[0].unavailable()).containsOnlyKeys("openai/one");
        heard[0].succeeded(MODEL);
        heard[0].succeeded(MODEL);

        assertThat(told).containsExactly("down openai/one false", "back openai/one");
        assertThat(heard[0].unavailable()).isEmpty();
    }

    /** Whatever else happens between: of what is down one call at a time, until it has ended or taken too long. */
    @Test
    void atMostOneCallIsUnderWayToFindOut() {
        ForAll.seeds(random -> {
            MutableClock time = new MutableClock("2026-05-01T00:00:00Z");
            CircuitBreakers any = new CircuitBreakers(RULES, time);
            for (int i = 0; i < 3; i++) {
                any.failed(MODEL, FailureKind.TIMEOUT);
            }
            time.advance(Duration.ofSeconds(60));
            int under = 0;
            for (int i = 0; i < 50 && any.report(MODEL).state() == HealthState.UNAVAILABLE; i++) {
                boolean admitted = random.nextBoolean() ? any.admit(MODEL) : any.admitAgain(MODEL);
                assertThat(admitted).isEqualTo(under == 0);
                under += admitted ? 1 : 0;
                if (under == 1 && random.nextInt(3) == 0) {
                    any.inconclusive(MODEL);
                    under = 0;
                }
            }
            assertThat(under).isLessThanOrEqualTo(1);
        });
    }

    @Test
    void pausesOfZeroMeanNone() {
        HealthRules zero = new HealthRules(1, List.of(Duration.ZERO), Duration.ZERO, Duration.ZERO);
        CircuitBreakers any = new CircuitBreakers(zero, clock);
        any.failed(MODEL, FailureKind.TIMEOUT);

        assertThat(any.admit(MODEL)).isTrue();
        assertThat(any.admit(MODEL)).isTrue();
        any.succeeded(MODEL);
        assertThat(any.share(MODEL)).isEqualTo(1);
    }

    @Test
    void whatWasNeverCalledIsCalled() {
        assertThat(circuitBreakers.admit(MODEL)).isTrue();
        assertThat(circuitBreakers.share(MODEL)).isEqualTo(1);
        assertThat(circuitBreakers.report(MODEL).state()).isEqualTo(HealthState.UNKNOWN);
    }

    @Test
    void theThirdFailureInARowMakesItUnavailable() {
        fail(2);
        assertThat(circuitBreakers.report(MODEL).state()).isEqualTo(HealthState.DEGRADED);
        assertThat(circuitBreakers.admit(MODEL)).isTrue();

        fail(1);

        assertThat(circuitBreakers.report(MODEL).state()).isEqualTo(HealthState.UNAVAILABLE);
        assertThat(circuitBreakers.admit(MODEL)).isFalse();
        assertThat(circuitBreakers.wait(MODEL)).isEqualTo(Duration.ofSeconds(60));
        assertThat(circuitBreakers.admit(SIBLING)).isTrue();
    }

    @Test
    void aSuccessBetweenFailuresBeginsTheCountAnew() {
        fail(2);
        circuitBreakers.succeeded(MODEL);
        fail(2);

        assertThat(circuitBreakers.admit(MODEL)).isTrue();
    }

    @Test
    void whenItsPauseIsOverOneCallFindsOut() {
        fail(3);
        clock.advance(Duration.ofSeconds(60));

        assertThat(circuitBreakers.wait(MODEL)).isZero();
        assertThat(circuitBreakers.admit(MODEL)).isTrue();
        assertThat(circuitBreakers.admit(MODEL)).isFalse();
        circuitBreakers.succeeded(MODEL);

        assertThat(circuitBreakers.report(MODEL).state()).isEqualTo(HealthState.HEALTHY);
        assertThat(circuitBreakers.admit(MODEL)).isTrue();
    }

    @Test
    void aTrialThatNeverEndsDoesNotKeepItDown() {
        fail(3);
        clock.advance(Duration.ofSeconds(60));
        assertThat(circuitBreakers.admit(MODEL)).isTrue();

        clock.advance(Duration.ofSeconds(59));
        assertThat(circuitBreakers.admit(MODEL)).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(circuitBreakers.admit(MODEL)).isTrue();
    }

    @Test
    void aTrialWhoseCallerLeftLeavesTheNextOneToFindOut() {
        fail(3);
        clock.advance(Duration.ofSeconds(60));
        assertThat(circuitBreakers.admit(MODEL)).isTrue();

        circuitBreakers.inconclusive(MODEL);

        assertThat(circuitBreakers.admit(MODEL)).isTrue();
    }

    @Test
    void thePausesGrowAndTheLastOneStays() {
        fail(3);
        for (int pause : List.of(60, 120, 300, 300)) {
            assertThat(circuitBreakers.wait(MODEL)).isEqualTo(Duration.ofSeconds(pause));
            clock.advance(Duration.ofSeconds(pause));
            assertThat(circuitBreakers.admit(MODEL)).isTrue();
            fail(1);
        }
    }

    @Test
    void failuresOfCallsThatBeganBeforeItWentDownDoNotLengthenThePause() {
        fail(3);
        clock.advance(Duration.ofSeconds(50));
        fail(5);

        assertThat(circuitBreakers.wait(MODEL)).isEqualTo(Duration.ofSeconds(10));
    }

    /** Otherwise the rounds of one request would lengthen the pause of everybody else. */
    @Test
    void whoHasSeenItGoDownMayAskBeforeThePauseIsOverAndDoesNotLengthenIt() {
        fail(3);
        clock.advance(Duration.ofSeconds(10));

        assertThat(circuitBreakers.admit(MODEL)).isFalse();
        assertThat(circuitBreakers.admitAgain(MODEL)).isTrue();
        assertThat(circuitBreakers.admitAgain(MODEL)).as("one at a time").isFalse();
        fail(1);
        assertThat(circuitBreakers.wait(MODEL)).isEqualTo(Duration.ofSeconds(50));

        assertThat(circuitBreakers.admitAgain(MODEL)).isTrue();
        circuitBreakers.succeeded(MODEL);
        assertThat(circuitBreakers.report(MODEL).state()).isEqualTo(HealthState.HEALTHY);
        assertThat(circuitBreakers.admitAgain(MODEL)).isTrue();
    }

    @Test
    void whoHasSeenItFailIsHeldBackWhileItsProviderIsSilent() {
        fail(3);
        for (int i = 0; i < 3; i++) {
            circuitBreakers.probeFailed(ProviderId.OPENAI);
        }

        assertThat(circuitBreakers.admitAgain(MODEL)).isFalse();
    }

    @Test
    void afterALongPeaceThePausesBeginAnew() {
        fail(3);
        clock.advance(Duration.ofSeconds(60));
        circuitBreakers.admit(MODEL);
        fail(1);
        clock.advance(Duration.ofSeconds(120));
        circuitBreakers.admit(MODEL);
        circuitBreakers.succeeded(MODEL);

        clock.advance(Duration.ofSeconds(301));
        fail(3);

        assertThat(circuitBreakers.wait(MODEL)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void withoutPeaceBetweenTheNextPauseIsLonger() {
        fail(3);
        clock.advance(Duration.ofSeconds(60));
        circuitBreakers.admit(MODEL);
        circuitBreakers.succeeded(MODEL);
        clock.advance(Duration.ofSeconds(10));
        fail(3);

        assertThat(circuitBreakers.wait(MODEL)).isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void itComesBackSlowly() {
        fail(3);
        assertThat(circuitBreakers.share(MODEL)).isZero();
        clock.advance(Duration.ofSeconds(60));
        circuitBreakers.admit(MODEL);
        circuitBreakers.succeeded(MODEL);

        assertThat(circuitBreakers.share(MODEL)).isEqualTo(0.25);
        clock.advance(Duration.ofSeconds(15));
        assertThat(circuitBreakers.share(MODEL)).isEqualTo(0.625);
        clock.advance(Duration.ofSeconds(15));
        assertThat(circuitBreakers.share(MODEL)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"UNAVAILABLE", "TIMEOUT", "ERROR"},
            mode = EnumSource.Mode.EXCLUDE)
    void whatIsNotTheModelsFaultDoesNotCount(FailureKind kind) {
        for (int i = 0; i < 10; i++) {
            circuitBreakers.failed(MODEL, kind);
        }

        assertThat(circuitBreakers.admit(MODEL)).isTrue();
        assertThat(circuitBreakers.share(MODEL)).isEqualTo(1);
    }

    @Test
    void aProviderThatIsSilentThreeTimesTakesItsModelsAlong() {
        circuitBreakers.probeFailed(ProviderId.OPENAI);
        circuitBreakers.probeFailed(ProviderId.OPENAI);
        assertThat(circuitBreakers.admit(MODEL)).isTrue();

        circuitBreakers.probeFailed(ProviderId.OPENAI);

        assertThat(circuitBreakers.admit(MODEL)).isFalse();
        assertThat(circuitBreakers.wait(MODEL)).isEqualTo(Duration.ofSeconds(60));
        assertThat(circuitBreakers.admit(new ModelKey(ProviderId.OLLAMA, "one")))
                .isTrue();
        circuitBreakers.probeSucceeded(ProviderId.OPENAI);
        assertThat(circuitBreakers.admit(MODEL)).isTrue();
    }

    @Test
    void aProbeBringsBackModelsWhosePauseIsOver() {
        fail(3);
        circuitBreakers.probeSucceeded(ProviderId.OPENAI);
        assertThat(circuitBreakers.admit(MODEL)).isFalse();

        clock.advance(Duration.ofSeconds(60));
        assertThat(circuitBreakers.needsProbe(ProviderId.OPENAI, Duration.ofHours(1)))
                .isTrue();
        circuitBreakers.probeSucceeded(ProviderId.OPENAI);

        assertThat(circuitBreakers.report(MODEL).state()).isEqualTo(HealthState.HEALTHY);
        assertThat(circuitBreakers.admit(MODEL)).isTrue();
        assertThat(circuitBreakers.admit(MODEL)).isTrue();
    }

    @Test
    void trafficMakesProbesNeedless() {
        Duration quiet = Duration.ofSeconds(30);
        assertThat(circuitBreakers.needsProbe(ProviderId.OPENAI, quiet)).isTrue();

        circuitBreakers.succeeded(MODEL);
        assertThat(circuitBreakers.needsProbe(ProviderId.OPENAI, quiet)).isFalse();

        clock.advance(quiet);
        assertThat(circuitBreakers.needsProbe(ProviderId.OPENAI, quiet)).isTrue();
    }

    @Test
    void aSilentProviderIsProbedAtGrowingIntervals() {
        Duration quiet = Duration.ofSeconds(30);
        for (int i = 0; i < 3; i++) {
            circuitBreakers.probeFailed(ProviderId.OPENAI);
        }
        for (int pause : List.of(60, 120, 300, 300)) {
            clock.advance(Duration.ofSeconds(pause - 1));
            assertThat(circuitBreakers.needsProbe(ProviderId.OPENAI, quiet)).isFalse();
            clock.advance(Duration.ofSeconds(1));
            assertThat(circuitBreakers.needsProbe(ProviderId.OPENAI, quiet)).isTrue();
            circuitBreakers.probeFailed(ProviderId.OPENAI);
        }
    }

    /** For any sequence of events: what the board promises whatever happens. */
    @Test
    void lawsOverAnySequence() {
        ForAll.seeds(random -> {
            MutableClock time = new MutableClock(Instant.parse("2026-05-01T00:00:00Z"));
            CircuitBreakers any = new CircuitBreakers(RULES, time);
            int inARow = 0;
            for (int i = 0; i < 200; i++) {
                HealthState before = any.report(MODEL).state();
                boolean waits = !any.wait(MODEL).isZero();
                boolean admitted = any.admit(MODEL);
                assertThat(admitted).as("wait and admit agree").isEqualTo(!waits);
                assertThat(any.share(MODEL)).isBetween(0.0, 1.0);
                assertThat(any.wait(MODEL)).isLessThanOrEqualTo(Duration.ofSeconds(300));
                if (admitted) {
                    inARow = callEnds(any, random, inARow);
                    HealthState after = any.report(MODEL).state();
                    if (inARow == 0 && before != HealthState.UNKNOWN) {
                        assertThat(after).as("back after one success").isEqualTo(HealthState.HEALTHY);
                    } else if (inARow >= RULES.failureThreshold()) {
                        assertThat(after).isEqualTo(HealthState.UNAVAILABLE);
                    } else if (before != HealthState.UNAVAILABLE) {
                        assertThat(after).isNotEqualTo(HealthState.UNAVAILABLE);
                    }
                }
                time.advance(Duration.ofSeconds(random.nextInt(90)));
            }
            time.advance(Duration.ofSeconds(300));
            assertThat(any.admit(MODEL)).as("never locked for ever").isTrue();
        });
    }

    private static int callEnds(CircuitBreakers circuitBreakers, RandomGenerator random, int inARow) {
        if (random.nextBoolean()) {
            circuitBreakers.succeeded(MODEL);
            return 0;
        }
        List<FailureKind> telling =
                List.copyOf(EnumSet.of(FailureKind.UNAVAILABLE, FailureKind.TIMEOUT, FailureKind.ERROR));
        circuitBreakers.failed(MODEL, telling.get(random.nextInt(telling.size())));
        return inARow + 1;
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            circuitBreakers.failed(MODEL, FailureKind.UNAVAILABLE);
        }
    }
}

package dev.quartermaster.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.testing.ForAll;
import org.junit.jupiter.api.Test;

class TokenCalibrationTest {

    private static final ProviderId PROVIDER = ProviderId.OPENAI;

    private final TokenCalibration calibration = new TokenCalibration();

    @Test
    void saysNothingBeforeItHasSeenTwenty() {
        observe(19, 100, 200);
        assertThat(calibration.factor(PROVIDER)).isEqualTo(1);
        assertThat(calibration.corrected(PROVIDER, 100)).isEqualTo(100);

        observe(1, 100, 200);
        assertThat(calibration.factor(PROVIDER)).isEqualTo(2);
        assertThat(calibration.corrected(PROVIDER, 100)).isEqualTo(200);
    }

    @Test
    void knowsEachProviderByItself() {
        observe(20, 100, 200);

        assertThat(calibration.factor(ProviderId.ANTHROPIC)).isEqualTo(1);
    }

    @Test
    void whatIsNotCountedTeachesNothing() {
        observe(30, 0, 50);
        observe(30, 50, 0);

        assertThat(calibration.factor(PROVIDER)).isEqualTo(1);
    }

    @Test
    void oneWildCountAmongManyHardlyMatters() {
        observe(99, 100, 110);
        observe(1, 1, 1_000_000);

        assertThat(calibration.factor(PROVIDER)).isCloseTo(1.1, within(0.03));
    }

    @Test
    void followsAProviderThatCountsAnew() {
        observe(1_000, 100, 100);
        observe(1_000, 100, 150);

        assertThat(calibration.factor(PROVIDER)).isCloseTo(1.5, within(0.02));
    }

    @Test
    void isAlwaysWithinItsBoundsAndInSteps() {
        ForAll.seeds(random -> {
            TokenCalibration any = new TokenCalibration();
            for (int i = 0; i < 60; i++) {
                any.observed(PROVIDER, random.nextLong(-5, 1_000), random.nextLong(-5, Long.MAX_VALUE));
            }
            double factor = any.factor(PROVIDER);
            assertThat(factor).isBetween(0.25, 4.0);
            assertThat(factor * 100).isCloseTo(Math.rint(factor * 100), within(1e-9));
        });
    }

    private void observe(int times, long estimated, long actual) {
        for (int i = 0; i < times; i++) {
            calibration.observed(PROVIDER, estimated, actual);
        }
    }
}

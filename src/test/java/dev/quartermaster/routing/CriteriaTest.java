package dev.quartermaster.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quartermaster.limits.Limiters;
import dev.quartermaster.performance.window.PerformanceStatistics;
import dev.quartermaster.quality.QualityConfig;
import dev.quartermaster.testing.Settings;
import io.quarkus.runtime.Startup;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CriteriaTest {

    private static final ScoringParameters TERMS = ScoringParameters.DEFAULT;

    private static final QualityConfig QUALITY = Settings.of(QualityConfig.class, Map.of());

    @Test
    void aFreeModelScoresOneByCostAndOneOfTheMidpointOneHalf() {
        assertThat(CostCriterion.score(0, TERMS)).isEqualTo(1);
        assertThat(CostCriterion.score(0.01, TERMS)).isEqualTo(0.5);
        assertThat(CostCriterion.score(0.02, TERMS)).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void capabilityIsFeaturesAndRoom() {
        double asked = CapabilityCriterion.log2(1_000);
        assertThat(CapabilityCriterion.score(1, CapabilityCriterion.log2(32_000), asked))
                .isEqualTo(1);
        assertThat(CapabilityCriterion.score(0.5, CapabilityCriterion.log2(1_000), asked))
                .isEqualTo(0.25);
        assertThat(CapabilityCriterion.score(0, Double.NaN, asked)).isZero();
    }

    @Test
    void availabilityIsWhatIsLeftOfTheQuotaTimesHealth() {
        assertThat(AvailabilityCriterion.score(0, 1)).isEqualTo(1);
        assertThat(AvailabilityCriterion.score(0.5, 0.5)).isEqualTo(0.25);
        assertThat(AvailabilityCriterion.score(1, 1)).isZero();
    }

    @Test
    void performanceIsTheChanceOfAnAnswerTimesItsQualityAndSpeed() {
        // Nothing known: 0.9 × (0.8 + 0.5) / 2.
        assertThat(PerformanceCriterion.score(PerformanceStatistics.NONE, Double.NaN, TERMS))
                .isCloseTo(0.585, within(1e-12));
        // Ten calls weigh as much as what is assumed: success (1 + 0.9) / 2, quality 0.9, 1,000 ms against 2,000.
        assertThat(PerformanceCriterion.score(Situations.track(10, 10, 1, 0), 2_000, TERMS))
                .isCloseTo(0.95 * (0.9 + 2 / 3.0) / 2, within(1e-12));
    }

    @Test
    void withoutAPriorTheFirstCallIsBelieved() {
        ScoringParameters none = new ScoringParameters(0.01, 2_000, 1_024, 0.9, 0, 0.9, 0.8);
        assertThat(PerformanceCriterion.score(Situations.track(1, 1, 1, 2_000), Double.NaN, none))
                .isEqualTo(0.75);
        assertThat(PerformanceCriterion.score(Situations.track(1, 0, 1, 2_000), Double.NaN, none))
                .isZero();
        assertThat(PerformanceCriterion.score(PerformanceStatistics.NONE, Double.NaN, none))
                .isCloseTo(0.585, within(1e-12));
    }

    @Test
    void theLatencyToExpectIsMeasuredWhereThereIsEnoughAndElseDrawnTowardsWhatIsStated() {
        PerformanceStatistics much =
                new PerformanceStatistics(30, 30, null, 1_000.0, 4_000.0, 5_000.0, null, null, null);
        PerformanceStatistics little =
                new PerformanceStatistics(10, 10, null, 1_000.0, 4_000.0, 5_000.0, null, null, null);

        assertThat(ExpectedLatency.of(PerformanceStatistics.NONE, Double.NaN, TERMS))
                .isNaN();
        assertThat(ExpectedLatency.of(PerformanceStatistics.NONE, 700, TERMS)).isEqualTo(700);
        assertThat(ExpectedLatency.of(much, 700, TERMS)).isEqualTo(4_000);
        assertThat(ExpectedLatency.of(little, 3_000, TERMS)).isEqualTo(2_000);
        assertThat(ExpectedLatency.of(little, Double.NaN, TERMS)).isEqualTo(1_000);
    }

    @Test
    void wrongSettingsStopTheStartByName() {
        assertThat(Router.class).hasAnnotation(Startup.class);
        assertThatThrownBy(() -> new Router(
                        null, config(0.3, "0.01"), Limiters.settings(), QUALITY, null, null, null, null, null))
                .hasMessageContaining("quartermaster.selection.weights");
        assertThatThrownBy(() ->
                        new Router(null, config(0.25, "0"), Limiters.settings(), QUALITY, null, null, null, null, null))
                .hasMessageContaining("quartermaster.selection: cost-midpoint-usd must be positive");
    }

    private static SelectionConfig config(double cost, String midpoint) {
        return new SelectionConfig() {
            @Override
            public WeightsConfig weights() {
                return new Situations.Settings(0.3, cost, 0.25, 0.2);
            }

            @Override
            public BigDecimal costMidpointUsd() {
                return new BigDecimal(midpoint);
            }

            @Override
            public Duration latencyMidpoint() {
                return Duration.ofSeconds(2);
            }

            @Override
            public long assumedOutputTokens() {
                return 1_024;
            }

            @Override
            public PriorConfig prior() {
                return new PriorConfig() {
                    @Override
                    public double calls() {
                        return 10;
                    }

                    @Override
                    public double successRate() {
                        return 0.9;
                    }

                    @Override
                    public double quality() {
                        return 0.8;
                    }
                };
            }
        };
    }
}

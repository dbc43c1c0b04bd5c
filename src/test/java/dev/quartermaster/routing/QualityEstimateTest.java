package dev.quartermaster.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartermaster.performance.window.PerformanceStatistics;
import dev.quartermaster.quality.QualityConfig;
import dev.quartermaster.testing.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From the scores of answers to the quality that selection counts with. */
class QualityEstimateTest {

    private static ScoringParameters parameters(String enabled) {
        QualityConfig quality = Settings.of(QualityConfig.class, Map.of("quartermaster.quality.enabled", enabled));
        SelectionConfig selection = Settings.of(SelectionConfig.class, Map.of());
        return ScoringParameters.of(selection, 0.9, quality.enabled());
    }

    /** So many calls, all answered and scored the same. */
    private static PerformanceStatistics scored(long calls, double score) {
        return Situations.track(calls, calls, score, 1_000);
    }

    @Test
    void theBoundIsWilsons() {
        // 8 of 10 with z = 1.2816: (0.8 + 0.08212 - 1.2816 √(0.016 + 0.0041)) / 1.16424
        assertThat(QualityEstimate.lowerBound(0.8, 10)).isCloseTo(0.6019, within(1e-3));
        assertThat(QualityEstimate.lowerBound(1, 10)).isCloseTo(10 / (10 + 1.6424), within(1e-4));
        assertThat(QualityEstimate.lowerBound(0, 10)).isZero();
        assertThat(QualityEstimate.lowerBound(0.8, 0)).isEqualTo(0.8);
        assertThat(QualityEstimate.lowerBound(0.8, 1e9)).isCloseTo(0.8, within(1e-4));
    }

    @Test
    void manyGoodScoresSayMoreThanFew() {
        ScoringParameters scoring = parameters("true");

        double none = PerformanceCriterion.quality(PerformanceStatistics.NONE, scoring);
        double few = PerformanceCriterion.quality(scored(5, 0.95), scoring);
        double many = PerformanceCriterion.quality(scored(500, 0.95), scoring);

        assertThat(none).isLessThan(few);
        assertThat(few).isLessThan(many);
        assertThat(many).isBetween(0.92, 0.95);
        // A model with few perfect scores is not preferred to one with many good ones.
        assertThat(PerformanceCriterion.quality(scored(2, 1), scoring)).isLessThan(many);
        assertThat(PerformanceCriterion.score(scored(2, 1), Double.NaN, scoring))
                .isLessThan(PerformanceCriterion.score(scored(500, 0.95), Double.NaN, scoring));
    }

    @Test
    void withoutScoringAllAnswersCountAsGood() {
        ScoringParameters off = parameters("false");

        assertThat(PerformanceCriterion.quality(scored(50, 0.1), off)).isEqualTo(1);
        assertThat(PerformanceCriterion.quality(PerformanceStatistics.NONE, off))
                .isEqualTo(1);
        assertThat(PerformanceCriterion.expectedQuality(scored(50, 0.1), off)).isEqualTo(1);
    }
}

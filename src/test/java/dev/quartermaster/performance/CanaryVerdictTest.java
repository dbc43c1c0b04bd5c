package dev.quartermaster.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.agents.Canary;
import dev.quartermaster.agents.CanaryEnd;
import dev.quartermaster.history.ledger.CanaryRepository.ArmSum;
import org.junit.jupiter.api.Test;

class CanaryVerdictTest {

    private static final Canary.Rule RULE = new Canary.Rule(20, 0.9, 0.7, 1.5, 100);
    private static final ArmSum BASE = new ArmSum(200, 199, 0.9, 0.01);

    @Test
    void fewRequestsSayNothing() {
        assertThat(CanaryVerdict.of(RULE, BASE, new ArmSum(19, 0, 0.0, 9)).end())
                .isEmpty();
        assertThat(CanaryVerdict.of(RULE, BASE, ArmSum.NONE).end()).isEmpty();
    }

    @Test
    void tooFewSuccessesTakeItBack() {
        CanaryVerdict verdict = CanaryVerdict.of(RULE, BASE, new ArmSum(20, 17, 0.9, 0.01));

        assertThat(verdict.end()).contains(CanaryEnd.ROLLBACK);
        assertThat(verdict.why()).isEqualTo("85.0 % of its 20 requests succeeded");
    }

    @Test
    void lowQualityTakesItBackWhereItWasJudged() {
        assertThat(CanaryVerdict.of(RULE, BASE, new ArmSum(20, 20, 0.6, 0.01)).end())
                .contains(CanaryEnd.ROLLBACK);
        assertThat(CanaryVerdict.of(RULE, BASE, new ArmSum(20, 20, null, 0.01)).end())
                .isEmpty();
    }

    @Test
    void costTakesItBackOnceThereIsSomethingToCompareWith() {
        ArmSum dear = new ArmSum(20, 20, 0.9, 0.016);

        assertThat(CanaryVerdict.of(RULE, BASE, dear).end()).contains(CanaryEnd.ROLLBACK);
        assertThat(CanaryVerdict.of(RULE, new ArmSum(19, 19, null, 0.01), dear).end())
                .isEmpty();
        assertThat(CanaryVerdict.of(RULE, new ArmSum(200, 200, null, 0), dear).end())
                .isEmpty();
    }

    @Test
    void itIsPromotedWhenItHasProvenItself() {
        assertThat(CanaryVerdict.of(RULE, BASE, new ArmSum(99, 99, 0.9, 0.01)).end())
                .isEmpty();
        assertThat(CanaryVerdict.of(RULE, BASE, new ArmSum(100, 99, 0.9, 0.01)).end())
                .contains(CanaryEnd.PROMOTE);
    }

    @Test
    void nothingIsPromotedOnWhatNobodyKnows() {
        assertThat(CanaryVerdict.of(RULE, BASE, new ArmSum(100, 100, null, 0.01))
                        .end())
                .as("a quality is asked for")
                .isEmpty();
        assertThat(CanaryVerdict.of(RULE, ArmSum.NONE, new ArmSum(100, 100, 0.9, 0.01))
                        .end())
                .as("there is no cost to compare with")
                .isEmpty();
    }

    @Test
    void withoutLimitsNothingSpeaksAgainstItAndNothingPromotesIt() {
        Canary.Rule open = new Canary.Rule(1, null, null, null, null);

        assertThat(CanaryVerdict.of(open, BASE, new ArmSum(1_000, 0, 0.0, 99)).end())
                .isEmpty();
    }
}

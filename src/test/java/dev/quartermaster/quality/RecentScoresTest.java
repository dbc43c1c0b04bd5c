package dev.quartermaster.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.quality.scoring.QualityFinding;
import dev.quartermaster.quality.scoring.QualityScore;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentScoresTest {

    private static final ScoredPair PAIR =
            new ScoredPair(ModelKey.parse("openai/gpt-4o").orElseThrow(), "sql");
    private static final QualityScore GOOD = new QualityScore(1, 1, 1, List.of());
    private static final QualityScore LOW = new QualityScore(0.2, 1, 1, List.of(QualityFinding.CUT_OFF));

    private final RecentScores recent = new RecentScores(10, 3, 0.7);

    @Test
    void threeLowOfTenAskForAnotherModel() {
        assertThat(recent.add(PAIR, LOW)).isNull();
        for (int i = 0; i < 7; i++) {
            assertThat(recent.add(PAIR, GOOD)).isNull();
        }
        assertThat(recent.add(PAIR, LOW)).isNull();
        assertThat(recent.add(PAIR, LOW))
                .isEqualTo(new RecentScores.LowAnswers(10, 3, List.of(QualityFinding.CUT_OFF)));
    }

    @Test
    void whatIsOlderThanTheLastTenDoesNotCount() {
        recent.add(PAIR, LOW);
        recent.add(PAIR, LOW);
        for (int i = 0; i < 9; i++) {
            recent.add(PAIR, GOOD);
        }
        assertThat(recent.add(PAIR, LOW)).isNull();
    }

    @Test
    void agentsAreApart() {
        recent.add(PAIR, LOW);
        recent.add(PAIR, LOW);
        assertThat(recent.add(new ScoredPair(PAIR.model(), "other"), LOW)).isNull();
        assertThat(recent.add(new ScoredPair(PAIR.model(), null), LOW)).isNull();
        assertThat(recent.add(PAIR, LOW)).isNotNull();
    }

    @Test
    void whatIsAdvisedIsShownUntilFewerAnswersAreLow() {
        ModelKey better = ModelKey.parse("openai/gpt-4.1").orElseThrow();
        Instant first = Instant.parse("2026-03-01T10:00:00Z");
        for (int i = 0; i < 3; i++) {
            recent.add(PAIR, LOW);
        }
        recent.advise(PAIR, null, 0, first);
        recent.add(PAIR, LOW);
        recent.advise(PAIR, better, 0.8, first.plusSeconds(5));

        assertThat(recent.recommendations("sql"))
                .containsExactly(new SwitchRecommendation(
                        PAIR.model(),
                        better,
                        0.8,
                        new RecentScores.LowAnswers(4, 4, List.of(QualityFinding.CUT_OFF)),
                        first));
        assertThat(recent.recommendations("other")).isEmpty();

        for (int i = 0; i < 8; i++) {
            recent.add(PAIR, GOOD);
        }
        assertThat(recent.recommendations("sql")).isEmpty();
    }

    @Test
    void whatIsAdvisedIsForgottenWithTheScores() {
        for (int i = 0; i < 3; i++) {
            recent.add(PAIR, LOW);
        }
        recent.advise(PAIR, null, 0, Instant.EPOCH);

        recent.forget(PAIR);

        assertThat(recent.recommendations("sql")).isEmpty();
        assertThat(recent.add(PAIR, LOW)).isNull();
    }

    @Test
    void adviceIsRenewedOnceInAWhile() {
        Instant first = Instant.parse("2026-03-01T10:00:00Z");
        assertThat(recent.isAdviceDue(PAIR, first)).isTrue();

        recent.advise(PAIR, null, 0, first);

        assertThat(recent.isAdviceDue(PAIR, first.plusSeconds(29))).isFalse();
        assertThat(recent.isAdviceDue(PAIR, first.plusSeconds(30))).isTrue();
        recent.forget(PAIR);
        assertThat(recent.isAdviceDue(PAIR, first)).isTrue();
    }
}

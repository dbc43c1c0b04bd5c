package dev.quartermaster.quality.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of {@code src/docs/quality.md}. */
class WorkedExamplesTest {

    private static LabelledAnswer answer(String prompt, String text) {
        return new LabelledAnswer("", "", "", "", false, prompt, text, null, null, null, null, null);
    }

    private static LabelledAnswer labelled(String id) {
        return LabelledAnswer.all().stream()
                .filter(answer -> answer.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void fiveOfSevenItemsAreIncomplete() {
        QualityScore score = labelled("incomplete-en-1").score();

        assertThat(score.findings()).containsExactly(QualityFinding.ITEMS_MISSING);
        assertThat(score.completeness()).isEqualTo(0.2 * 5 / 7);
        assertThat(score.score()).isCloseTo(0.657, within(5e-4));
        assertThat(score.isLow(0.7)).isTrue();
    }

    @Test
    void anotherLanguageIsIrrelevant() {
        QualityScore score = answer(
                        "Почему идёт дождь?",
                        "Rain falls when warm, moist air rises and cools, and the droplets become heavy enough to fall.")
                .score();

        assertThat(score.findings()).containsExactly(QualityFinding.WRONG_LANGUAGE);
        assertThat(score.relevance()).isEqualTo(0.1);
        assertThat(score.score()).isCloseTo(0.685, within(1e-9));
    }

    @Test
    void numbersThatSkipAreUntidy() {
        QualityScore score =
                answer("Name some rivers.", "1. Rhine\n2. Danube\n4. Elbe").score();

        assertThat(score.findings()).containsExactly(QualityFinding.NUMBERING);
        assertThat(score.coherence()).isEqualTo(0.8);
        assertThat(score.score()).isCloseTo(0.95, within(1e-9));
    }

    @Test
    void noAnswerIsWorthNothing() {
        assertThat(AnswerQuality.of(answer("Hello", "x").request(), List.of()).score())
                .isZero();
        assertThat(answer("Hello", "").score().score()).isZero();
    }

    @Test
    void longTextsAreJudgedByTheirEnds() {
        String sentence = "The river carries sand and stones from the mountains to the sea in number ";
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < 400_000; i++) {
            text.append(sentence).append(i).append(" of its ways.\n");
        }

        assertThat(new AnswerText(answer("", text.toString()).choice()).text).hasSizeLessThanOrEqualTo(64 * 1024 + 1);
    }
}

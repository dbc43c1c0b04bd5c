package dev.quartermaster.quality.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Measures the rules on answers that people have labelled: one half was there to tune on, the other was not. */
class LabelledSetTest {

    private static final double THRESHOLD = 0.7;

    private final List<LabelledAnswer> all = LabelledAnswer.all();

    /** How well low answers are found. */
    record Figures(int found, int falseAlarms, int missed) {

        static Figures of(List<LabelledAnswer> answers) {
            int found = 0;
            int falseAlarms = 0;
            int missed = 0;
            for (LabelledAnswer answer : answers) {
                boolean low = answer.score().isLow(THRESHOLD);
                found += low && answer.low() ? 1 : 0;
                falseAlarms += low && !answer.low() ? 1 : 0;
                missed += !low && answer.low() ? 1 : 0;
            }
            return new Figures(found, falseAlarms, missed);
        }

        double precision() {
            return (double) found / (found + falseAlarms);
        }

        double recall() {
            return (double) found / (found + missed);
        }
    }

    private List<LabelledAnswer> half(String name) {
        return all.stream().filter(answer -> answer.half().equals(name)).toList();
    }

    @Test
    void setIsLargeAndMixedEnough() {
        assertThat(all).hasSizeGreaterThanOrEqualTo(120);
        assertThat(all.stream().map(LabelledAnswer::id).distinct()).hasSameSizeAs(all);
        Set<String> languages = all.stream().map(LabelledAnswer::language).collect(Collectors.toSet());
        assertThat(languages).hasSizeGreaterThanOrEqualTo(6);
        Set<String> kinds = Set.of(
                "good", "refused", "cut", "off_topic", "repetitive", "wrong_format", "wrong_language", "incomplete");
        for (String half : List.of("tune", "report")) {
            assertThat(half(half).stream().map(LabelledAnswer::kind)).containsAll(kinds);
            assertThat(half(half).stream().map(LabelledAnswer::language)).containsAll(languages);
        }
        assertThat(all).allMatch(answer -> answer.low() != answer.kind().equals("good"));
    }

    @Test
    void lowAnswersOfTheSecondHalfAreFound() {
        Figures figures = Figures.of(half("report"));

        assertThat(figures.precision()).as("precision %s", figures).isGreaterThanOrEqualTo(0.9);
        assertThat(figures.recall()).as("recall %s", figures).isGreaterThanOrEqualTo(0.8);
    }

    @Test
    void lowAnswersOfTheFirstHalfAreFound() {
        Figures figures = Figures.of(half("tune"));

        assertThat(figures.precision()).as("precision %s", figures).isGreaterThanOrEqualTo(0.9);
        assertThat(figures.recall()).as("recall %s", figures).isGreaterThanOrEqualTo(0.8);
    }

    @Test
    void scoresAreDeterministic() {
        for (LabelledAnswer answer : all) {
            assertThat(answer.score()).isEqualTo(answer.score());
        }
    }
}

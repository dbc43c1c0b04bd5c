package dev.quartermaster.quality.scoring;

import dev.quartermaster.domain.chat.FinishReason;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Criterion: is everything there that was asked for? */
final class Completeness {

    /** Factor of a fault that makes an answer useless for what it was asked for. */
    static final double GRAVE = 0.2;

    static final double FILTERED = 0.1;
    static final double TOO_MANY = 0.9;
    /** A share of first-time word runs below this is repetition. */
    static final double FEWEST_DISTINCT = 0.72;

    private Completeness() {}

    static double score(Ask ask, AnswerText answer, List<QualityFinding> findings) {
        Marks marks = new Marks(findings);
        if (answer.isEmpty()) {
            marks.fault(QualityFinding.EMPTY, 0);
        } else if (Refusal.is(answer)) {
            marks.fault(QualityFinding.REFUSED, 0);
        } else {
            ending(answer, marks);
            ToolCalls.judge(ask, answer, marks);
            if (answer.calls.isEmpty() && !answer.text.isEmpty()) {
                form(ask, answer, marks);
                parts(ask, answer, marks);
                if (answer.words.distinct() < FEWEST_DISTINCT) {
                    marks.fault(QualityFinding.REPETITION, GRAVE);
                }
            }
        }
        return marks.value();
    }

    private static void ending(AnswerText answer, Marks marks) {
        if (answer.finish == FinishReason.CONTENT_FILTER) {
            marks.fault(QualityFinding.FILTERED, FILTERED);
        } else if (answer.finish == FinishReason.LENGTH) {
            marks.fault(QualityFinding.TRUNCATED, GRAVE);
        } else if (answer.finish == FinishReason.STOP && Ending.isCut(answer)) {
            marks.fault(QualityFinding.CUT_OFF, GRAVE);
        }
    }

    private static void form(Ask ask, AnswerText answer, Marks marks) {
        JsonAnswer.judge(ask, answer, marks);
        Demands demands = ask.demands;
        int items = answer.items();
        if (demands.table() && answer.count(Line.Kind.TABLE) < 2 && !answer.text.contains("<table")) {
            marks.fault(QualityFinding.WRONG_FORMAT, GRAVE);
        } else if (demands.list() && items < 2 && demands.items() != 1) {
            marks.fault(QualityFinding.WRONG_FORMAT, GRAVE);
        }
        if (demands.items() > 1 && items > 1) {
            if (items < demands.items()) {
                marks.fault(QualityFinding.ITEMS_MISSING, GRAVE * items / demands.items());
            } else if (items > demands.items()) {
                marks.fault(QualityFinding.ITEMS_EXTRA, TOO_MANY);
            }
        }
        sections(demands.sections(), answer, marks);
    }

    private static void sections(List<String> titles, AnswerText answer, Marks marks) {
        if (titles.isEmpty()) {
            return;
        }
        String text = answer.prose.toLowerCase(Locale.ROOT);
        long found = titles.stream().filter(text::contains).count();
        if (found < titles.size()) {
            marks.fault(QualityFinding.SECTION_MISSING, GRAVE * found / titles.size());
        }
    }

    /** A part has no answer if none of at least two terms that only this part has is there. */
    private static void parts(Ask ask, AnswerText answer, Marks marks) {
        List<String> parts = ask.demands.parts();
        if (parts.size() < 2) {
            return;
        }
        List<Set<String>> terms =
                parts.stream().map(part -> Words.of(part).stems()).toList();
        Set<String> said = answer.words.stems();
        for (int i = 0; i < terms.size(); i++) {
            Set<String> own = new HashSet<>(terms.get(i));
            for (int j = 0; j < terms.size(); j++) {
                if (j != i) {
                    own.removeAll(terms.get(j));
                }
            }
            boolean isNumbered = answer.items() >= parts.size();
            if (own.size() >= 2 && !isNumbered && own.stream().noneMatch(said::contains)) {
                marks.fault(QualityFinding.PART_MISSING, GRAVE);
                return;
            }
        }
    }
}

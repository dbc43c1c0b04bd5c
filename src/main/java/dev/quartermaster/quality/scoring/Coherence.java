package dev.quartermaster.quality.scoring;

import java.util.List;

/** Criterion: is it in one piece, without repetition, with its markup closed? */
final class Coherence {

    static final double BROKEN = 0.3;
    static final double UNTIDY = 0.8;
    private static final int LONG_TEXT = 2_500;
    private static final int MOST_OPEN_BRACKETS = 1;

    private Coherence() {}

    static double score(Ask ask, AnswerText answer, List<QualityFinding> findings) {
        Marks marks = new Marks(findings);
        if (answer.isEmpty()) {
            marks.fault(QualityFinding.EMPTY, 0);
            return marks.value();
        }
        if (answer.text.isEmpty()) {
            return marks.value();
        }
        double distinct = answer.words.distinct();
        if (distinct < Completeness.FEWEST_DISTINCT) {
            marks.fault(QualityFinding.REPETITION, distinct * distinct);
        }
        if (Ending.isCut(answer)) {
            marks.fault(QualityFinding.CUT_OFF, BROKEN);
        } else if (Ending.isOpen(answer)) {
            marks.fault(QualityFinding.OPEN_END, UNTIDY);
        }
        markup(answer, marks);
        structure(answer, marks);
        if (JsonAnswer.isAsked(ask) && !answer.looksLikeJson() && JsonAnswer.embedded(answer) != null) {
            marks.fault(QualityFinding.TEXT_AROUND_JSON, UNTIDY);
        }
        return marks.value();
    }

    private static void markup(AnswerText answer, Marks marks) {
        if (answer.endsInCode || answer.looksLikeJson()) {
            return;
        }
        boolean isOpen = count(answer.prose, "**") % 2 != 0
                || count(answer.prose, "(") - count(answer.prose, ")") > MOST_OPEN_BRACKETS
                || count(answer.prose, "<table") != count(answer.prose, "</table>")
                || count(answer.prose, "<ul") != count(answer.prose, "</ul>");
        if (isOpen) {
            marks.fault(QualityFinding.OPEN_MARKUP, UNTIDY);
        }
    }

    private static void structure(AnswerText answer, Marks marks) {
        int expected = 0;
        int cells = 0;
        boolean isNumberingBroken = false;
        boolean isRagged = false;
        for (Line line : answer.lines) {
            if (line.kind() == Line.Kind.NUMBERED && line.indent() == 0) {
                isNumberingBroken |= expected > 0 && line.number() > 1 && line.number() != expected;
                expected = line.number() + 1;
            }
            if (line.kind() == Line.Kind.TABLE) {
                int own = count(line.content(), "|") - count(line.content(), "\\|");
                isRagged |= cells > 0 && own != cells;
                cells = own;
            } else {
                cells = 0;
            }
        }
        if (isNumberingBroken) {
            marks.fault(QualityFinding.NUMBERING, UNTIDY);
        }
        if (isRagged) {
            marks.fault(QualityFinding.RAGGED_TABLE, UNTIDY);
        }
        if (answer.prose.length() > LONG_TEXT && answer.lines.size() == 1) {
            marks.fault(QualityFinding.UNSTRUCTURED, UNTIDY);
        }
    }

    private static int count(String text, String piece) {
        int count = 0;
        for (int at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + piece.length())) {
            count++;
        }
        return count;
    }
}

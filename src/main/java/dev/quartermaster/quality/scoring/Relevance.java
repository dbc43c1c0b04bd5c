package dev.quartermaster.quality.scoring;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Criterion: is it an answer to this question, in the language that was used or asked for? */
final class Relevance {

    static final double MISSED = 0.1;
    static final double HALF_HEARTED = 0.6;
    /** Answers with fewer words are taken as they are: a name or a number shares no word with its question. */
    static final int FEWEST_WORDS = 14;

    /** Answers with fewer words may be names or quotations of another language. */
    private static final int FEWEST_TELLING = 6;

    /** Tasks with fewer terms say too little to compare with. */
    private static final int FEWEST_TERMS = 2;

    /** Hedges for each sentence from which on an answer commits to nothing. */
    private static final double MOST_HEDGES = 0.6;

    private static final List<String> HEDGES = List.of(
            "i think",
            "i guess",
            "maybe",
            "perhaps",
            "possibly",
            "i'm not sure",
            "i am not sure",
            "might be",
            "vielleicht",
            "möglicherweise",
            "ich bin nicht sicher",
            "eventuell",
            "ich glaube",
            "peut-être",
            "je ne suis pas sûr",
            "je pense",
            "probablement",
            "quizás",
            "tal vez",
            "no estoy seguro",
            "creo que",
            "forse",
            "non sono sicuro",
            "credo che",
            "может быть",
            "возможно",
            "наверное",
            "не уверен");

    private Relevance() {}

    static double score(Ask ask, AnswerText answer, List<QualityFinding> findings) {
        Marks marks = new Marks(findings);
        if (answer.isEmpty()) {
            marks.fault(QualityFinding.EMPTY, 0);
        } else if (Refusal.is(answer)) {
            marks.fault(QualityFinding.REFUSED, 0);
        } else if (!answer.prose.isEmpty() && !answer.looksLikeJson()) {
            if (!isLanguageKept(ask, answer)) {
                marks.fault(QualityFinding.WRONG_LANGUAGE, MISSED);
            } else {
                topic(ask, answer, marks);
            }
            if (hedges(answer) > MOST_HEDGES) {
                marks.fault(QualityFinding.HEDGING, HALF_HEARTED);
            }
        }
        return marks.value();
    }

    private static boolean isLanguageKept(Ask ask, AnswerText answer) {
        Language wanted = ask.language();
        Language used = wanted == null || answer.words.size() < FEWEST_TELLING ? null : answer.language();
        return wanted == null || used == null || wanted == used;
    }

    private static void topic(Ask ask, AnswerText answer, Marks marks) {
        if (answer.hasCode || answer.words.size() < FEWEST_WORDS || isTranslated(ask) || ask.hasMedia()) {
            return;
        }
        if (isAskedList(ask, answer)) {
            return;
        }
        Set<String> said = answer.words.stems();
        Set<String> terms = ask.terms();
        if (terms.size() < FEWEST_TERMS || isAnyIn(terms, said)) {
            return;
        }
        boolean isOfBefore = isAnyIn(ask.context(), said);
        if (isOfBefore && ask.hasEarlierQuestion()) {
            marks.fault(QualityFinding.OTHER_QUESTION, HALF_HEARTED);
        } else if (!isOfBefore) {
            marks.fault(QualityFinding.OFF_TOPIC, MISSED);
        }
    }

    /** Items of a list that was asked for are mostly names, which share no word with the task. */
    private static boolean isAskedList(Ask ask, AnswerText answer) {
        int items = answer.items();
        return items > 1 && (ask.demands.list() || ask.demands.items() > 1);
    }

    /** The words of a translation are not those of its task. */
    private static boolean isTranslated(Ask ask) {
        return ask.named != null && ask.named != Language.of(ask.task, ask.words);
    }

    private static boolean isAnyIn(Set<String> terms, Set<String> said) {
        for (String term : terms) {
            if (said.contains(term)) {
                return true;
            }
        }
        return false;
    }

    private static double hedges(AnswerText answer) {
        String text = answer.prose.toLowerCase(Locale.ROOT).replace('’', '\'');
        int hedges = 0;
        for (String hedge : HEDGES) {
            for (int at = text.indexOf(hedge); at >= 0; at = text.indexOf(hedge, at + hedge.length())) {
                hedges++;
            }
        }
        if (hedges < 2) {
            return 0;
        }
        long sentences =
                text.chars().filter(c -> c == '.' || c == '!' || c == '?').count();
        return (double) hedges / Math.max(1, sentences);
    }
}

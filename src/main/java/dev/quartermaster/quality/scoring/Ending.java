package dev.quartermaster.quality.scoring;

import java.util.List;

/** Tells whether an answer that claims to be finished stops in the middle. */
final class Ending {

    private static final String ENDS = ".!?…:;)]}\"'»”’“`*_>|。！？」』";
    private static final int LONGEST_SIGNATURE = 7;
    private static final int LONGEST_VERSE = 12;

    private Ending() {}

    static boolean isCut(AnswerText answer) {
        if (answer.text.isEmpty()) {
            return false;
        }
        return answer.endsInCode || isOpenJson(answer) || isWithinSentence(answer);
    }

    private static boolean isOpenJson(AnswerText answer) {
        return answer.looksLikeJson() && JsonAnswer.parse(answer.text) == null;
    }

    private static boolean isWithinSentence(AnswerText answer) {
        if (answer.text.endsWith("```") || answer.lines.isEmpty() || answer.looksLikeJson()) {
            return false;
        }
        Line last = answer.lines.get(answer.lines.size() - 1);
        String content = last.content();
        if (content.isEmpty() || ENDS.indexOf(content.charAt(content.length() - 1)) >= 0 || isSymbol(content)) {
            return false;
        }
        if (last.kind() == Line.Kind.TABLE || last.kind() == Line.Kind.HEADING) {
            return false;
        }
        List<String> words = Words.of(content).all();
        if (words.isEmpty() || Language.isUnspaced(content.charAt(content.length() - 1))) {
            return false;
        }
        boolean hangs = words.size() > 2 && isFunctionWord(words.get(words.size() - 1));
        return last.isItem()
                ? hangs || (isSentence(answer, last) && words.size() > LONGEST_SIGNATURE)
                : (hangs && words.size() > LONGEST_SIGNATURE) || isUnfinished(answer, words.size());
    }

    /** Returns whether the last line is prose without an end, while the rest shows that sentences have one here. */
    private static boolean isUnfinished(AnswerText answer, int words) {
        boolean isVerse = answer.lines.size() > 2 && words <= LONGEST_VERSE && others(answer, false) > 1;
        return words > LONGEST_SIGNATURE && !isVerse && (hasSentence(answer.prose) || others(answer, true) > 0);
    }

    /** Returns whether the other items of the list end like sentences. */
    private static boolean isSentence(AnswerText answer, Line last) {
        int ended = 0;
        int open = 0;
        for (Line line : answer.lines) {
            if (line != last && line.isItem() && !line.content().isEmpty()) {
                boolean ends = ENDS.indexOf(line.content().charAt(line.content().length() - 1)) >= 0;
                ended += ends ? 1 : 0;
                open += ends ? 0 : 1;
            }
        }
        return ended > open;
    }

    private static int others(AnswerText answer, boolean ended) {
        int count = 0;
        for (int i = 0; i < answer.lines.size() - 1; i++) {
            Line line = answer.lines.get(i);
            if (line.kind() == Line.Kind.PLAIN) {
                boolean ends =
                        ".!?".indexOf(line.content().charAt(line.content().length() - 1)) >= 0;
                count += ends == ended ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean hasSentence(String prose) {
        return prose.contains(". ") || prose.contains("! ") || prose.contains("? ");
    }

    private static boolean isSymbol(String content) {
        int last = content.codePointBefore(content.length());
        return !Character.isLetterOrDigit(last) && last != ',' && last != '(' && last != '-' && last != '—';
    }

    private static boolean isFunctionWord(String word) {
        return word.length() > 1 && Language.isCommon(word);
    }
}

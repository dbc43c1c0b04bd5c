package dev.quartermaster.quality.scoring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an answer that claims to be finished stops in the middle. A missing full stop is no evidence of that: it
 * takes an open code block or JSON value, or a mark or a word after which a sentence goes on. Where all sentences before
 * have their end, a last one without is untidy.
 */
final class Ending {

    /** Marks after which something is still to come. */
    private static final String OPENING = ",([{—„«&=、，";

    private static final String SENTENCE_ENDS = ".!?…。！？";
    private static final int LONGEST_SIGNATURE = 7;
    private static final int LONGEST_VERSE = 12;
    /** Words of a line, and ended sentences or items before it, from which on its missing end is evidence. */
    private static final int FEWEST_WORDS = 3;

    private static final int FEWEST_ENDED = 2;
    /** Shorter answers are a name, a number or a phrase. */
    private static final int SHORTEST_ANSWER = 12;

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
        Line last = lastOfProse(answer);
        if (last == null) {
            return false;
        }
        List<String> words = Words.of(last.content()).all();
        if (words.size() < FEWEST_WORDS || answer.words.size() <= FEWEST_WORDS) {
            return false;
        }
        char mark = last.content().charAt(last.content().length() - 1);
        return Character.isLetter(mark)
                ? HangingWord.is(words.get(words.size() - 1), answer.language())
                : (OPENING.indexOf(mark) >= 0 || isHalfWord(last.content())) && !isGreeting(answer, words);
    }

    /** Returns whether the last word is divided, unlike the grade “B-”. */
    private static boolean isHalfWord(String content) {
        int at = content.length() - 1;
        return content.charAt(at) == '-'
                && at > 2
                && Character.isLetter(content.charAt(at - 1))
                && Character.isLetter(content.charAt(at - 2));
    }

    /** Returns whether a longer answer has an end to each of several sentences or items, and none to the last. */
    static boolean isOpen(AnswerText answer) {
        Line last = lastOfProse(answer);
        if (last == null
                || !Character.isLetter(last.content().charAt(last.content().length() - 1))) {
            return false;
        }
        int words = Words.of(last.content()).size();
        if (words <= LONGEST_SIGNATURE || answer.words.size() <= SHORTEST_ANSWER || isName(last.content())) {
            return false;
        }
        return last.isItem() ? areItemsEnded(answer, last) : areSentencesEnded(answer, words);
    }

    /** Returns the last line if it is text, and ends the answer; else null. */
    private static @Nullable Line lastOfProse(AnswerText answer) {
        if (answer.text.endsWith("```") || answer.lines.isEmpty() || answer.looksLikeJson()) {
            return null;
        }
        Line last = answer.lines.get(answer.lines.size() - 1);
        boolean isText = last.isItem() || last.kind() == Line.Kind.PLAIN;
        return isText && !last.content().isEmpty() ? last : null;
    }

    /** Returns whether what has a comma at its end is the closing of a letter, above a place for the name. */
    private static boolean isGreeting(AnswerText answer, List<String> words) {
        return answer.lines.size() > 2 && words.size() <= LONGEST_SIGNATURE && answer.text.endsWith(",");
    }

    /** Returns whether the last word is an address, a path or the like. */
    private static boolean isName(String content) {
        String word = content.substring(content.lastIndexOf(' ') + 1);
        return word.chars().anyMatch(c -> "/@_.:\\".indexOf(c) >= 0);
    }

    /** Returns whether several items before the last have an end, and none is without. */
    private static boolean areItemsEnded(AnswerText answer, Line last) {
        int ended = 0;
        for (Line line : answer.lines) {
            if (line != last && line.isItem() && !line.content().isEmpty()) {
                if (!isEnded(line)) {
                    return false;
                }
                ended++;
            }
        }
        return ended >= FEWEST_ENDED;
    }

    /** Returns whether several sentences before the last line's end have one, and the text is no verse. */
    private static boolean areSentencesEnded(AnswerText answer, int words) {
        int open = 0;
        for (Line line : answer.lines.subList(0, answer.lines.size() - 1)) {
            open += line.kind() == Line.Kind.PLAIN && !isEnded(line) ? 1 : 0;
        }
        boolean isVerse = answer.lines.size() > 2 && words <= LONGEST_VERSE && open > 1;
        return !isVerse && endedSentences(answer.prose) >= FEWEST_ENDED;
    }

    private static boolean isEnded(Line line) {
        return SENTENCE_ENDS.indexOf(line.content().charAt(line.content().length() - 1)) >= 0;
    }

    /** A sentence ends in a mark with white space behind it and two letters before, unlike an abbreviation or a number. */
    private static int endedSentences(String prose) {
        int count = 0;
        for (int i = 2; i + 1 < prose.length(); i++) {
            if (SENTENCE_ENDS.indexOf(prose.charAt(i)) >= 0
                    && Character.isWhitespace(prose.charAt(i + 1))
                    && Character.isLetter(prose.charAt(i - 1))
                    && Character.isLetter(prose.charAt(i - 2))) {
                count++;
            }
        }
        return count;
    }
}

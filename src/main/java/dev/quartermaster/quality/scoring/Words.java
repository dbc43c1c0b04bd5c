package dev.quartermaster.quality.scoring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Words of a text in lower case. Scripts without spaces give one word for each pair of neighbouring characters.
 *
 * @param all in order
 */
record Words(List<String> all) {

    private static final int SHORTEST_TERM = 4;
    private static final int STEM = 5;
    private static final int GRAM = 4;

    static Words of(String text) {
        List<String> words = new ArrayList<>(text.length() / 6 + 1);
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean inWord = i < text.length() && Character.isLetterOrDigit(text.charAt(i));
            if (inWord && Language.isUnspaced(text.charAt(i))) {
                end(text, start, i, words);
                start = -1;
                if (i + 1 < text.length() && Language.isUnspaced(text.charAt(i + 1))) {
                    words.add(text.substring(i, i + 2));
                }
            } else if (inWord && start < 0) {
                start = i;
            } else if (!inWord && start >= 0) {
                end(text, start, i, words);
                start = -1;
            }
        }
        return new Words(words);
    }

    private static void end(String text, int start, int end, Collection<String> words) {
        if (start >= 0) {
            words.add(text.substring(start, end).toLowerCase(Locale.ROOT));
        }
    }

    int size() {
        return all.size();
    }

    /** The beginnings of the words that carry meaning, and the numbers. */
    Set<String> stems() {
        Set<String> stems = new HashSet<>(all.size());
        for (String word : all) {
            if (isTerm(word)) {
                stems.add(stem(word));
            }
        }
        return stems;
    }

    private static boolean isTerm(String word) {
        char first = word.charAt(0);
        return Character.isDigit(first)
                || Language.isUnspaced(first)
                || (word.length() >= SHORTEST_TERM && !Language.isCommon(word));
    }

    private static String stem(String word) {
        return word.length() > STEM
                ? word.substring(0, STEM)
                : word.substring(0, Math.min(SHORTEST_TERM, word.length()));
    }

    /** The share of runs of four words that occur for the first time; 1 for texts that are too short to tell. */
    double distinct() {
        int runs = all.size() - GRAM + 1;
        if (runs < 2 * GRAM) {
            return 1;
        }
        Set<Long> seen = new HashSet<>(runs * 2);
        for (int i = 0; i < runs; i++) {
            long hash = 0;
            for (int j = i; j < i + GRAM; j++) {
                hash = hash * 1_000_003L + all.get(j).hashCode();
            }
            seen.add(hash);
        }
        return (double) seen.size() / runs;
    }
}

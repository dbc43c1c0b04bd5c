package dev.quartermaster.domain;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which models someone may have meant by a name that none of them has. */
public final class ModelSuggestions {

    /** Names that differ in more than this part of their letters are not worth a mention. */
    private static final double FARTHEST = 0.4;

    /** Longer input is no name: the work grows with its length. */
    private static final int LONGEST = 128;

    private static final int MOST = 5;

    private ModelSuggestions() {}

    /** Letters and digits alone, in lower case: what two spellings of one name have in common. */
    public static String squash(String name) {
        StringBuilder squashed = new StringBuilder(name.length());
        String lower = name.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            char letter = lower.charAt(i);
            if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) {
                squashed.append(letter);
            }
        }
        return squashed.toString();
    }

    /**
     * The nearest first, a few at most.
     *
     * @param names for each model id, its squashed names
     */
    public static List<String> of(String word, Map<String, Set<String>> names) {
        String wanted = squash(word);
        if (wanted.isEmpty() || wanted.length() > LONGEST) {
            return List.of();
        }
        return names.entrySet().stream()
                .map(entry -> new Miss(entry.getKey(), nearest(wanted, entry.getValue())))
                .filter(miss -> miss.distance() <= FARTHEST)
                .sorted(Comparator.comparingDouble(Miss::distance).thenComparing(Miss::id))
                .limit(MOST)
                .map(Miss::id)
                .toList();
    }

    private static double nearest(String wanted, Set<String> names) {
        return names.stream().mapToDouble(name -> distance(wanted, name)).min().orElse(1);
    }

    /** 0 for the same, 1 for nothing in common; a name that holds the other whole counts as near. */
    private static double distance(String wanted, String name) {
        int longer = Math.max(wanted.length(), name.length());
        double edits = (double) edits(wanted, name) / longer;
        boolean holds = wanted.length() >= 4 && (name.contains(wanted) || wanted.contains(name));
        return holds
                ? Math.min(edits, FARTHEST * (1 - (double) Math.min(wanted.length(), name.length()) / longer))
                : edits;
    }

    /** Levenshtein's distance: how many letters must change. */
    public static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int line = 1; line <= one.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column < row.length; column++) {
                int replaced = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, Math.min(row[column], row[column - 1]) + 1);
            }
        }
        return row[other.length()];
    }

    private record Miss(String id, double distance) {}
}

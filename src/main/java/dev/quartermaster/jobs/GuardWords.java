package dev.quartermaster.jobs;

import dev.quartermaster.domain.ModelSuggestions;
import java.util.Arrays;
import java.util.Set;

/** The words in the names of settings that keep something from happening. */
final class GuardWords {

    private static final Set<String> WORDS = Set.of(
            "RESIDENCY",
            "REGION",
            "REGIONS",
            "AUTH",
            "ADMIN",
            "BUDGET",
            "BUDGETS",
            "LIMIT",
            "LIMITS",
            "ALLOW",
            "ALLOWED",
            "EXCLUDED");

    /** Shorter words are near to too many others. */
    private static final int SHORTEST_MISSPELT = 5;

    private static final int SHORTEST_TWICE_MISSPELT = 8;

    private GuardWords() {}

    /** Returns whether a variable's name contains one of the words, even misspelt. */
    static boolean isIn(String variable) {
        return Arrays.stream(variable.split("_"))
                .anyMatch(part -> WORDS.stream().anyMatch(word -> isNear(word, part)));
    }

    private static boolean isNear(String word, String part) {
        if (word.equals(part)) {
            return true;
        }
        int slips = word.length() >= SHORTEST_TWICE_MISSPELT ? 2 : 1;
        return word.length() >= SHORTEST_MISSPELT && ModelSuggestions.edits(word, part) <= slips;
    }
}

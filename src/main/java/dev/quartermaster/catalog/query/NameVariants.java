package dev.quartermaster.catalog.query;

import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.ModelFacts;
import dev.quartermaster.domain.ModelSuggestions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names a model answers to besides its ids. Names are compared by their letters and digits alone, so that {@code
 * Claude 3.5 Haiku}, {@code claude-3-5-haiku} and {@code CLAUDE 3 5 HAIKU} are the same.
 */
final class NameVariants {

    /** The whole name; loses to nothing but an id. */
    static final int FULL = 1;
    /** Rank of a name without date, vendor or version. */
    static final int SHORT = 2;
    /** A short form of a model that is itself a variant of another, such as one with a smaller window. */
    static final int VARIANT = 3;

    private static final int DATE_DIGITS = 8;

    private NameVariants() {}

    /** Squashed forms with their rank, the better rank of two; lower is better. */
    static Map<String, Integer> of(CatalogModel model) {
        ModelFacts facts = model.facts();
        boolean variant = withoutSuffix(withoutSuffix(model.id())).length()
                < withoutSuffix(model.id()).length();
        Map<String, Integer> forms = new LinkedHashMap<>();
        add(forms, facts.name(), FULL);
        add(forms, facts.provider() + facts.name(), FULL);
        int rank = variant ? VARIANT : SHORT;
        String undated = withoutDate(withoutVersion(facts.name()));
        add(forms, undated, rank);
        add(forms, facts.provider() + undated, rank);
        String bare = model.id().substring(model.id().lastIndexOf('.', firstColon(model.id())) + 1);
        if (Character.isLetter(bare.isEmpty() ? '0' : bare.charAt(0))) {
            add(forms, bare, rank);
            add(forms, withoutVersion(bare), rank);
            add(forms, withoutDate(withoutVersion(bare)), rank);
        }
        add(forms, withoutDate(withoutVersion(model.id())), rank);
        return forms;
    }

    private static int firstColon(String id) {
        int colon = id.indexOf(':');
        return colon < 0 ? id.length() : colon;
    }

    // Written by hand: this runs over every name at the first use of a catalog, when regular expressions are slowest.

    /** Removes a date such as {@code -20240307}, wherever it stands. */
    private static String withoutDate(String name) {
        for (int at = name.indexOf("20", 1); at > 0; at = name.indexOf("20", at + 1)) {
            int end = afterDigits(name, at);
            boolean apart = end == name.length() || !isWord(name.charAt(end));
            if (end - at == DATE_DIGITS && isGap(name.charAt(at - 1)) && apart) {
                return withoutDate(name.substring(0, at - 1) + name.substring(end));
            }
        }
        return name;
    }

    /** Removes {@code -v1:0} and what follows it. */
    private static String withoutVersion(String name) {
        String rest = name;
        for (String shorter = withoutSuffix(rest); shorter.length() < rest.length(); shorter = withoutSuffix(rest)) {
            rest = shorter;
        }
        int digits = rest.length();
        while (digits > 0 && isDigit(rest.charAt(digits - 1))) {
            digits--;
        }
        boolean versioned = digits < rest.length()
                && digits >= 2
                && (rest.charAt(digits - 1) == 'v' || rest.charAt(digits - 1) == 'V')
                && isGap(rest.charAt(digits - 2));
        return versioned ? rest.substring(0, digits - 2) : rest;
    }

    /** Removes the last {@code :word}, if there is one. */
    private static String withoutSuffix(String name) {
        int start = name.length();
        while (start > 0 && isWord(name.charAt(start - 1))) {
            start--;
        }
        boolean suffixed = start < name.length() && start > 0 && name.charAt(start - 1) == ':';
        return suffixed ? name.substring(0, start - 1) : name;
    }

    private static int afterDigits(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isGap(char letter) {
        return letter == ' ' || letter == '-';
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static boolean isWord(char letter) {
        return isDigit(letter) || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
    }

    private static void add(Map<String, Integer> forms, String name, int rank) {
        String squashed = ModelSuggestions.squash(name);
        if (!squashed.isEmpty()) {
            forms.merge(squashed, rank, Math::min);
        }
    }
}

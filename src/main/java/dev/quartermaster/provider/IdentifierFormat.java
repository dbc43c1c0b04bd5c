package dev.quartermaster.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The form that a protocol demands of one kind of identifier: letters and digits of ASCII, some further characters, and a
 * length.
 *
 * @param further the characters allowed beside letters and digits; null for any character at all
 * @param wordlike whether it must begin with a letter or an underscore
 * @param longest the most characters
 */
public record IdentifierFormat(@Nullable String further, boolean wordlike, int longest) {

    /** Takes whatever it is given. */
    public static final IdentifierFormat ANY = new IdentifierFormat(null, false, Integer.MAX_VALUE);

    private static final int HASH_DIGITS = 12;
    private static final String PLAIN = "_-";

    /** Letters, digits, underscores and hyphens. */
    public static IdentifierFormat plain(int longest) {
        return new IdentifierFormat(PLAIN, false, longest);
    }

    /** Any characters, but not more than so many. */
    public static IdentifierFormat upTo(int longest) {
        return new IdentifierFormat(null, false, longest);
    }

    public boolean isAny() {
        return further == null && longest == Integer.MAX_VALUE;
    }

    public boolean accepts(String identifier) {
        if (isAny()) {
            return true;
        }
        if (identifier.isEmpty() || identifier.length() > longest) {
            return false;
        }
        if (wordlike && !isLetter(identifier.charAt(0)) && identifier.charAt(0) != '_') {
            return false;
        }
        return further == null || identifier.chars().allMatch(letter -> isSafe((char) letter, further));
    }

    /**
     * An identifier of this form in the place of another: the beginning of that, and a hash of all of it. The same one
     * always becomes the same.
     *
     * @param attempt makes another one of it, for where the first is taken
     */
    public String fitted(String identifier, int attempt) {
        String hash = hash(attempt == 0 ? identifier : attempt + ":" + identifier);
        StringBuilder fitted = new StringBuilder();
        if (wordlike && !identifier.isEmpty() && !isLetter(identifier.charAt(0))) {
            fitted.append('_');
        }
        int room = longest - HASH_DIGITS - 1;
        for (int i = 0; i < identifier.length() && fitted.length() < room; i++) {
            char letter = identifier.charAt(i);
            fitted.append(isSafe(letter, PLAIN) ? letter : '_');
        }
        return (fitted.length() == 0 ? "id" : fitted) + "_" + hash;
    }

    private static boolean isSafe(char letter, String further) {
        return isLetter(letter) || isDigit(letter) || further.indexOf(letter) >= 0;
    }

    private static boolean isLetter(char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}

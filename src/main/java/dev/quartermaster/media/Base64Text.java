package dev.quartermaster.media;

import org.jspecify.annotations.Nullable;

/** Base64 as providers take it: the standard alphabet, padded, in one line. */
final class Base64Text {

    private static final int GROUP = 4;

    private Base64Text() {}

    /**
     * The same bytes as standard base64; the text itself where it is that already. Line breaks, the URL-safe alphabet and
     * missing padding are put right. Null where it is no base64, or empty.
     */
    static @Nullable String standard(String text) {
        return isStandard(text) ? text : cleaned(text);
    }

    private static boolean isStandard(String text) {
        int end = text.length();
        if (end == 0 || end % GROUP != 0) {
            return false;
        }
        for (int padding = 0; padding < 2 && text.charAt(end - 1) == '='; padding++) {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (!isLetter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String cleaned(String text) {
        StringBuilder clean = new StringBuilder(text.length() + GROUP);
        int padding = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = standard(text.charAt(i));
            if (letter == '=') {
                padding++;
            } else if (!Character.isWhitespace(letter)) {
                if (padding > 0 || !isLetter(letter)) {
                    return null;
                }
                clean.append(letter);
            }
        }
        int over = clean.length() % GROUP;
        if (clean.length() == 0 || over == 1 || padding > 2) {
            return null;
        }
        return clean.append("=".repeat(over == 0 ? 0 : GROUP - over)).toString();
    }

    private static char standard(char letter) {
        return letter == '-' ? '+' : letter == '_' ? '/' : letter;
    }

    private static boolean isLetter(char letter) {
        return (letter >= 'A' && letter <= 'Z')
                || (letter >= 'a' && letter <= 'z')
                || (letter >= '0' && letter <= '9')
                || letter == '+'
                || letter == '/';
    }
}

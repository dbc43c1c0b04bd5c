package dev.quartermaster.provider.tool;

import org.jspecify.annotations.Nullable;

/**
 * Extracts a custom tool's text from the arguments of its function while they stream. If the model did not keep to the
 * one argument, the arguments are passed on unchanged at their end.
 */
final class CustomInput {

    private static final char REPLACEMENT = '\uFFFD';

    private enum At {
        OUTSIDE,
        KEY,
        AFTER_KEY,
        INPUT,
        OTHER_STRING,
        DONE
    }

    private final StringBuilder raw = new StringBuilder();
    private final StringBuilder key = new StringBuilder();
    private At at = At.OUTSIDE;
    private int depth;
    private boolean keyNext;
    private boolean found;
    /** Buffer of an unfinished escape sequence: the characters after the backslash; null outside a sequence. */
    private @Nullable StringBuilder escape;
    /** The first half of a pair that makes one character; 0 where none waits. */
    private char high;

    /** The text in whole arguments, or in the beginning of some. */
    static String of(String arguments) {
        CustomInput input = new CustomInput();
        return input.take(arguments) + input.end();
    }

    /** The text that this piece adds. */
    String take(String piece) {
        StringBuilder out = new StringBuilder();
        if (!found) {
            raw.append(piece);
        }
        for (int i = 0; i < piece.length(); i++) {
            take(piece.charAt(i), out);
        }
        return out.toString();
    }

    /** Flushes the rest at the end of the input. */
    String end() {
        if (found) {
            boolean half = high != 0;
            high = 0;
            return half ? String.valueOf(REPLACEMENT) : "";
        }
        found = true;
        String arguments = raw.toString().strip();
        boolean cut = arguments.startsWith("{") && depth > 0;
        return cut || arguments.equals("{}") ? "" : arguments;
    }

    private void take(char letter, StringBuilder out) {
        switch (at) {
            case OUTSIDE -> outside(letter);
            case KEY, OTHER_STRING -> string(letter);
            case AFTER_KEY -> afterKey(letter);
            case INPUT -> input(letter, out);
            default -> {
                // Nothing behind the text means anything.
            }
        }
    }

    private void outside(char letter) {
        switch (letter) {
            case '{', '[' -> {
                depth++;
                keyNext = letter == '{';
            }
            case '}', ']' -> depth--;
            case ',' -> keyNext = true;
            case '"' -> {
                boolean isKey = depth == 1 && keyNext;
                keyNext = false;
                key.setLength(0);
                at = isKey ? At.KEY : At.OTHER_STRING;
            }
            default -> {
                // Numbers, words and blanks.
            }
        }
    }

    /** A string that is no part of the text: only where it ends matters, and of a key, what it says. */
    private void string(char letter) {
        if (escape != null) {
            escape = null;
        } else if (letter == '\\') {
            escape = new StringBuilder();
        } else if (letter == '"') {
            at = at == At.KEY ? At.AFTER_KEY : At.OUTSIDE;
        } else if (at == At.KEY) {
            key.append(letter);
        }
    }

    private void afterKey(char letter) {
        if (letter == '"' && key.toString().equals(CustomTools.INPUT)) {
            at = At.INPUT;
            found = true;
        } else if (letter != ':' && !Character.isWhitespace(letter)) {
            at = At.OUTSIDE;
            outside(letter);
        }
    }

    private void input(char letter, StringBuilder out) {
        if (escape != null) {
            escape.append(letter);
            unescape(escape.toString(), out);
        } else if (letter == '\\') {
            escape = new StringBuilder();
        } else if (letter == '"') {
            at = At.DONE;
            endPair(out);
        } else {
            append(letter, out);
        }
    }

    private void unescape(String sequence, StringBuilder out) {
        char kind = sequence.charAt(0);
        if (kind == 'u' && sequence.length() < 5) {
            return;
        }
        escape = null;
        switch (kind) {
            case 'n' -> append('\n', out);
            case 't' -> append('\t', out);
            case 'r' -> append('\r', out);
            case 'b' -> append('\b', out);
            case 'f' -> append('\f', out);
            case 'u' -> append(unicode(sequence.substring(1)), out);
            default -> append(kind, out);
        }
    }

    private static char unicode(String digits) {
        try {
            return (char) Integer.parseInt(digits, 16);
        } catch (NumberFormatException noDigits) {
            return REPLACEMENT;
        }
    }

    /** A half of a pair waits for the other one, so that no piece holds half a character. */
    private void append(char letter, StringBuilder out) {
        if (Character.isLowSurrogate(letter)) {
            if (high != 0) {
                out.append(high).append(letter);
                high = 0;
            } else {
                out.append(REPLACEMENT);
            }
            return;
        }
        endPair(out);
        if (Character.isHighSurrogate(letter)) {
            high = letter;
        } else {
            out.append(letter);
        }
    }

    private void endPair(StringBuilder out) {
        if (high != 0) {
            out.append(REPLACEMENT);
            high = 0;
        }
    }
}

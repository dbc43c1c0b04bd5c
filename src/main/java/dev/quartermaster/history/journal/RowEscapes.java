package dev.quartermaster.history.journal;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the characters that JSON can hold and PostgreSQL's cannot: NUL, and one half of a pair of surrogates without the
 * other, such as a text has that was cut. For one thread.
 */
final class RowEscapes extends CharacterEscapes {

    private static final long serialVersionUID = 1L;

    private static final SerializedString REPLACEMENT = new SerializedString("\\ufffd");

    /**
     * A pair of escaped surrogates, or one of them alone, that is not itself part of an escaped backslash. The generator
     * escapes them, and only them, in upper case.
     */
    private static final Pattern SURROGATES =
            Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u(D[89AB]..\\\\uD[C-F]..|D[89A-F]..)");

    private final int[] ascii;
    private boolean surrogates;

    RowEscapes() {
        ascii = standardAsciiEscapesForJSON();
        ascii[0] = ESCAPE_CUSTOM;
    }

    void begin() {
        surrogates = false;
    }

    /** Returns true if the row has surrogates; whether they are in pairs is not known yet. */
    boolean hasSurrogates() {
        return surrogates;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii;
    }

    /** Asked for each character beyond ASCII too. */
    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        surrogates |= Character.MIN_SURROGATE <= character && character <= Character.MAX_SURROGATE;
        return character == 0 ? REPLACEMENT : null;
    }

    static byte[] withoutLoneSurrogates(byte[] bytes, int from, int to) {
        String row = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return SURROGATES
                .matcher(row)
                .replaceAll(found -> Matcher.quoteReplacement(
                        isPair(found.group(2)) ? found.group() : found.group(1) + REPLACEMENT.getValue()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isPair(String found) {
        return found.length() > 4;
    }
}

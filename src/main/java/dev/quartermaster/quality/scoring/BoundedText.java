package dev.quartermaster.quality.scoring;

/** Text of which the beginning and the end are kept. */
final class BoundedText {

    /** The most characters that are judged. */
    static final int MOST = 64 * 1024;

    private static final int HALF = MOST / 2;

    private BoundedText() {}

    static String of(String text) {
        return text.length() <= MOST ? text : text.substring(0, HALF) + "\n" + text.substring(text.length() - HALF);
    }
}

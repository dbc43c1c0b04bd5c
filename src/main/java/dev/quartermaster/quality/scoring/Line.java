package dev.quartermaster.quality.scoring;

/**
 * Line of an answer outside of its code.
 *
 * @param content without the mark of its kind
 * @param number of a numbered item; 0 for others
 */
record Line(Kind kind, int indent, String content, int number) {

    private static final int MOST_DIGITS = 3;

    enum Kind {
        BLANK,
        HEADING,
        BULLET,
        NUMBERED,
        TABLE,
        PLAIN
    }

    static Line of(String line) {
        String stripped = line.strip();
        int indent = Math.max(0, line.indexOf(stripped));
        if (stripped.isEmpty()) {
            return new Line(Kind.BLANK, 0, "", 0);
        }
        char first = stripped.charAt(0);
        if (first == '#') {
            return new Line(
                    Kind.HEADING, indent, stripped.replaceFirst("^#+", "").strip(), 0);
        } else if (first == '|' || stripped.indexOf('|') != stripped.lastIndexOf('|')) {
            return new Line(Kind.TABLE, indent, stripped, 0);
        } else if (isBullet(first) && stripped.length() > 1 && stripped.charAt(1) == ' ') {
            return new Line(Kind.BULLET, indent, stripped.substring(2).strip(), 0);
        }
        int digits = digits(stripped);
        if (digits > 0 && digits <= MOST_DIGITS && digits + 1 < stripped.length() && isNumberMark(stripped, digits)) {
            int number = Integer.parseInt(stripped.substring(0, digits));
            return new Line(
                    Kind.NUMBERED, indent, stripped.substring(digits + 1).strip(), number);
        }
        return new Line(Kind.PLAIN, indent, stripped, 0);
    }

    boolean isItem() {
        return kind == Kind.BULLET || kind == Kind.NUMBERED;
    }

    private static boolean isBullet(char first) {
        return first == '-' || first == '*' || first == '•' || first == '–' || first == '+';
    }

    private static boolean isNumberMark(String text, int at) {
        char mark = text.charAt(at);
        return mark == '、' || ((mark == '.' || mark == ')') && Character.isWhitespace(text.charAt(at + 1)));
    }

    private static int digits(String text) {
        int count = 0;
        while (count < text.length() && text.charAt(count) >= '0' && text.charAt(count) <= '9') {
            count++;
        }
        return count;
    }
}

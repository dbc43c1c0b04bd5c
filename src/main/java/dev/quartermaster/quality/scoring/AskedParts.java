package dev.quartermaster.quality.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Divides a task into the parts that each want an answer. */
final class AskedParts {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

    /** The longest task that is divided; longer ones are mostly material. */
    private static final int LONGEST = 1_500;

    private static final int MOST = 10;
    private static final Pattern NUMBERS = Pattern.compile("(?:^|\\s)\\(?\\d{1,2}[.)]\\s");
    private static final Pattern QUESTIONS = Pattern.compile("(?<=[?？])");

    /** Joins two tasks in one sentence. */
    private static final Pattern JOINTS = Pattern.compile(
            "\\b(?:and also|as well as|and then explain|sowie|und außerdem|und auch|et aussi|ainsi que|et également|"
                    + "y también|así como|y además|e anche|nonché|e inoltre|а также|и также)\\b",
            FLAGS);

    private AskedParts() {}

    static List<String> in(String task) {
        if (task.length() > LONGEST) {
            return List.of();
        }
        for (Pattern border : List.of(NUMBERS, QUESTIONS, JOINTS)) {
            List<String> parts = divided(task, border);
            if (parts.size() > 1) {
                return parts;
            }
        }
        return List.of();
    }

    private static List<String> divided(String task, Pattern border) {
        String[] pieces = border.split(task, -1);
        List<String> parts = new ArrayList<>();
        // What stands before the first number introduces the parts.
        for (int i = border == NUMBERS ? 1 : 0; i < pieces.length && parts.size() < MOST; i++) {
            boolean counts = border != QUESTIONS || pieces[i].strip().endsWith("?");
            if (counts && !pieces[i].isBlank()) {
                parts.add(pieces[i]);
            }
        }
        return parts;
    }
}

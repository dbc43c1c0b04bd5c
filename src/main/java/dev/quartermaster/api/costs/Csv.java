package dev.quartermaster.api.costs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text of a table as comma-separated values (RFC 4180). A text that a spreadsheet would take for a formula gets an
 * apostrophe before it, which spreadsheets do not show.
 */
final class Csv {

    private static final String FORMULA = "=+-@\t\r\n";

    private final StringBuilder text = new StringBuilder();

    /** Adds a record of texts that others wrote, and of numbers; a missing value is an empty field. */
    void add(List<? extends @Nullable String> texts, List<? extends @Nullable Object> numbers) {
        boolean first = true;
        for (String value : texts) {
            separate(first);
            field(value);
            first = false;
        }
        for (Object number : numbers) {
            separate(first);
            text.append(number == null ? "" : number);
            first = false;
        }
        text.append("\r\n");
    }

    private void separate(boolean first) {
        if (!first) {
            text.append(',');
        }
    }

    private void field(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return;
        }
        String safe = FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        text.append(quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

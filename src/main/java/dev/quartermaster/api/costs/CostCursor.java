package dev.quartermaster.api.costs;

import dev.quartermaster.api.Cursor;
import dev.quartermaster.history.ledger.GroupKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Place where a page of sums ended.
 *
 * @param to the end of the requested time, the same on all pages
 * @param group the values of the last group's keys
 */
record CostCursor(Instant to, List<@Nullable String> group) {

    /** No value holds it: neither the database nor a URL takes one. */
    private static final String SEPARATOR = "\0";

    private static final String MISSING = "-";
    private static final String PRESENT = "=";

    Cursor cursor() {
        StringBuilder key = new StringBuilder(to.toString());
        group.forEach(value -> key.append(SEPARATOR).append(value == null ? MISSING : PRESENT + value));
        return new Cursor(key.toString());
    }

    /** Reads a cursor; null for the first page. */
    static @Nullable CostCursor parse(@Nullable String text, List<GroupKey> keys) {
        Cursor cursor = Cursor.parse(text);
        if (cursor == null) {
            return null;
        }
        String[] parts = cursor.key().split(SEPARATOR, -1);
        if (parts.length != keys.size() + 1) {
            throw Cursor.refused();
        }
        try {
            List<@Nullable String> group = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                group.add(value(keys.get(i), parts[i + 1]));
            }
            return new CostCursor(Instant.parse(parts[0]), group);
        } catch (DateTimeException broken) {
            throw Cursor.refused();
        }
    }

    private static @Nullable String value(GroupKey key, String part) {
        if (part.equals(MISSING)) {
            return null;
        }
        if (!part.startsWith(PRESENT)) {
            throw Cursor.refused();
        }
        String value = part.substring(PRESENT.length());
        if (key == GroupKey.HOUR) {
            return Instant.parse(value).toString();
        }
        return key.isTime() ? LocalDate.parse(value).toString() : value;
    }
}

package dev.quartermaster.api.chat;

import dev.quartermaster.inference.failover.DroppedFields.Dropped;
import java.util.List;
import java.util.Optional;

/**
 * Writes the dropped fields of a request as a header: {@code <field>: <reason>}, separated by commas. Field names come from
 * callers, so every character with a meaning of its own in a header is replaced.
 */
final class Warnings {

    /** Proxies drop answers whose headers are too long; a common limit for all of them together is 8 KB. */
    private static final int LONGEST = 2000;

    private static final int LONGEST_ONE = 300;

    private Warnings() {}

    static Optional<String> of(List<Dropped> dropped) {
        if (dropped.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder header = new StringBuilder();
        for (int i = 0; i < dropped.size(); i++) {
            String one = safe(dropped.get(i).field() + ": " + dropped.get(i).reason());
            if (header.length() + one.length() > LONGEST) {
                return Optional.of(header + ", and " + (dropped.size() - i) + " more");
            }
            header.append(header.isEmpty() ? "" : ", ").append(one);
        }
        return Optional.of(header.toString());
    }

    private static String safe(String text) {
        int length = Math.min(text.length(), LONGEST_ONE);
        StringBuilder safe = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char letter = text.charAt(i);
            boolean printable = letter >= ' ' && letter <= '~';
            safe.append(letter == ',' ? ';' : printable ? letter : '?');
        }
        return safe.toString();
    }
}

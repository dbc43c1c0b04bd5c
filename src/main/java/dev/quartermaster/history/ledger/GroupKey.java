package dev.quartermaster.history.ledger;

import java.util.Locale;
import java.util.Optional;

/** What requests can be summed up by. */
public enum GroupKey {
    MODEL("model"),
    PROVIDER("provider"),
    AGENT_TYPE("agent_type"),
    TASK_ID("task_id"),
    HOUR("to_char(time AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:00:00\"Z\"')"),
    DAY("to_char(time AT TIME ZONE 'UTC', 'YYYY-MM-DD')");

    private final String expression;

    GroupKey(String expression) {
        this.expression = expression;
    }

    public static Optional<GroupKey> parse(String word) {
        for (GroupKey key : values()) {
            if (key.wire().equals(word)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /** The word used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** SQL for the key's value, always text. */
    String expression() {
        return expression;
    }
}

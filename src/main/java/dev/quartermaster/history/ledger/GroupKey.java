package dev.quartermaster.history.ledger;

import java.util.Locale;
import java.util.Optional;

/** A key by which requests are grouped. */
public enum GroupKey {
    MODEL("model"),
    PROVIDER("provider"),
    AGENT_TYPE("agentType"),
    TASK_ID("taskId"),
    HOUR("cast(sql('to_char(? AT TIME ZONE ''UTC'', ''YYYY-MM-DD\"T\"HH24:00:00\"Z\"'')', time) as string)"),
    DAY("cast(sql('to_char(? AT TIME ZONE ''UTC'', ''YYYY-MM-DD'')', time) as string)");

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

    /** HQL for the key's value, always text. */
    String expression() {
        return expression;
    }
}

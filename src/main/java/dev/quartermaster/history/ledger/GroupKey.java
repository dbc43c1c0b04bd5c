package dev.quartermaster.history.ledger;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Key by which requests are grouped. */
public enum GroupKey {
    MODEL("model", null),
    PROVIDER("provider", null),
    AGENT_TYPE("agent_type", null),
    TASK_ID("task_id", null),
    API_KEY("caller", null),
    ENVIRONMENT("environment", null),
    HOUR("date_trunc('hour', time, CAST(:zone AS text)) AT TIME ZONE 'UTC'", "YYYY-MM-DD\"T\"HH24:MI:SS\"Z\""),
    DAY("date_trunc('day', time AT TIME ZONE CAST(:zone AS text))", "YYYY-MM-DD"),
    /** Weeks begin on Monday. */
    WEEK("date_trunc('week', time AT TIME ZONE CAST(:zone AS text))", "YYYY-MM-DD"),
    MONTH("date_trunc('month', time AT TIME ZONE CAST(:zone AS text))", "YYYY-MM-DD");

    private final String expression;
    private final Optional<String> format;

    GroupKey(String expression, @Nullable String format) {
        this.expression = expression;
        this.format = Optional.ofNullable(format);
    }

    public static Optional<GroupKey> parse(String word) {
        for (GroupKey key : values()) {
            if (key.wire().equals(word)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /** Returns the name used over HTTP. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns true for a part of time, whose limits depend on the time zone. */
    public boolean isTime() {
        return format.isPresent();
    }

    /** Returns the SQL expression of the key: a column, or a time without a zone. */
    String expression() {
        return expression;
    }

    /** Returns the SQL of a value of the key as text. */
    String text(String value) {
        return format.map(pattern -> "to_char(" + value + ", '" + pattern + "')")
                .orElse(value);
    }

    /** Returns the SQL of a value of the key that was given as text, as {@link #text} writes it. */
    String parsed(String text) {
        String given = "CAST(" + text + " AS text)";
        return isTime() ? "CAST(" + given + " AS timestamp)" : given;
    }
}

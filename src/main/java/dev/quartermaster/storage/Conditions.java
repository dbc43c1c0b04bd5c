package dev.quartermaster.storage;

import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Collects the conditions of a query, leaving out those whose value is missing. */
public final class Conditions {

    private final StringJoiner clause = new StringJoiner(" and ", " where ", "").setEmptyValue("");
    private final Map<String, Object> values = new HashMap<>();

    /**
     * @param condition in the language of the query, with {@code :name} for the value
     * @param value null to leave the condition out
     */
    public Conditions and(String condition, String name, @Nullable Object value) {
        if (value != null) {
            clause.add(condition);
            values.put(name, value);
        }
        return this;
    }

    /** Two values that are both there or both missing. */
    public Conditions and(
            String condition, String first, @Nullable Object firstValue, String second, @Nullable Object secondValue) {
        and(condition, first, firstValue);
        if (firstValue != null) {
            values.put(second, secondValue);
        }
        return this;
    }

    /** A condition that always holds. */
    public Conditions and(String condition) {
        clause.add(condition);
        return this;
    }

    /** The {@code where} clause, or nothing. */
    public String where() {
        return clause.toString();
    }

    public Map<String, Object> values() {
        return values;
    }
}

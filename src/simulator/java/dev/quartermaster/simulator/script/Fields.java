package dev.quartermaster.simulator.script;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads typed fields of a script; every complaint names the field. */
final class Fields {

    /** An hour in milliseconds: longer than any sensible test, and far from overflowing a timer. */
    static final int MOST_MILLIS = 3_600_000;

    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");

    private final JsonNode json;

    Fields(JsonNode json) {
        this.json = json;
    }

    boolean has(String field) {
        return json.hasNonNull(field);
    }

    JsonNode raw(String field) {
        return has(field) ? json.get(field) : null;
    }

    String text(String field) {
        if (!has(field)) {
            return null;
        }
        if (!json.get(field).isTextual()) {
            throw new InvalidScript(field, "must be a text");
        }
        return json.get(field).asText();
    }

    /** Texts of a list, or null when it is absent. */
    Set<String> texts(String field) {
        if (!has(field)) {
            return null;
        }
        if (!json.get(field).isArray()) {
            throw new InvalidScript(field, "must be a list of texts");
        }
        Set<String> texts = new LinkedHashSet<>();
        json.get(field).forEach(item -> {
            if (!item.isTextual()) {
                throw new InvalidScript(field, "must be a list of texts");
            }
            texts.add(item.asText());
        });
        return texts;
    }

    /** The name, or null when it is absent or {@code *}. */
    String name(String field) {
        String name = text(field);
        return "*".equals(name) ? null : name;
    }

    Boolean flag(String field) {
        if (!has(field)) {
            return null;
        }
        if (!json.get(field).isBoolean()) {
            throw new InvalidScript(field, "must be true or false");
        }
        return json.get(field).asBoolean();
    }

    Integer number(String field, int least, int most) {
        if (!has(field)) {
            return null;
        }
        JsonNode value = json.get(field);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < least || value.asInt() > most) {
            throw new InvalidScript(field, "must be a whole number from " + least + " to " + most);
        }
        return value.asInt();
    }

    int number(String field, int least, int most, int absent) {
        Integer value = number(field, least, most);
        return value == null ? absent : value;
    }

    int millis(String field) {
        return number(field, 0, MOST_MILLIS, 0);
    }

    /** HTTP headers; a name or value that could not be sent is refused here, where the field can still be named. */
    Map<String, String> headers(String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object(field).properties()) {
            boolean fits = HEADER_NAME.matcher(entry.getKey()).matches()
                    && entry.getValue().isValueNode()
                    && HEADER_VALUE.matcher(entry.getValue().asText()).matches();
            if (!fits) {
                throw new InvalidScript(field + "." + entry.getKey(), "is not a header with a text as its value");
            }
            texts.put(entry.getKey(), entry.getValue().asText());
        }
        return texts;
    }

    JsonNode object(String field) {
        JsonNode value = json.path(field);
        if (has(field) && !value.isObject()) {
            throw new InvalidScript(field, "must be an object");
        }
        return value;
    }
}

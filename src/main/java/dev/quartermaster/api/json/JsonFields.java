package dev.quartermaster.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Timestamps;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object of a request, read by name. A field of the wrong type is an error that names its path;
 * a field that is null counts as absent; {@link #rest()} returns those that were not read, so that nothing a caller sends is
 * lost by accident.
 */
public final class JsonFields {

    private final JsonNode object;
    private final String path;
    private final Set<String> taken = new HashSet<>();

    private JsonFields(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /** @param path where the object stands in the request; empty for the request itself */
    public static JsonFields of(JsonNode node, String path) {
        if (!node.isObject()) {
            throw wrong(path.isEmpty() ? null : path, "an object", node);
        }
        return new JsonFields(node, path);
    }

    /** The whole path of one of this object's fields. */
    public String path(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    /** The field's value; null when it is absent. */
    public @Nullable JsonNode take(String field) {
        taken.add(field);
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? null : value;
    }

    public @Nullable String text(String field) {
        JsonNode value = take(field);
        if (value != null && !value.isTextual()) {
            throw wrong(path(field), "a string", value);
        }
        return value == null ? null : value.textValue();
    }

    public String requiredText(String field) {
        return required(field, text(field));
    }

    /** A text that is not blank. */
    public String requiredWord(String field) {
        String word = requiredText(field);
        if (word.isBlank()) {
            throw QuartermasterException.invalid(path(field), "'" + path(field) + "' must not be blank");
        }
        return word;
    }

    public @Nullable Boolean flag(String field) {
        JsonNode value = take(field);
        if (value != null && !value.isBoolean()) {
            throw wrong(path(field), "true or false", value);
        }
        return value == null ? null : value.booleanValue();
    }

    public @Nullable Double number(String field) {
        JsonNode value = take(field);
        if (value != null && !value.isNumber()) {
            throw wrong(path(field), "a number", value);
        }
        return value == null ? null : value.doubleValue();
    }

    public @Nullable BigDecimal decimal(String field) {
        JsonNode value = take(field);
        if (value != null && !value.isNumber()) {
            throw wrong(path(field), "a number", value);
        }
        return value == null ? null : value.decimalValue();
    }

    public @Nullable Long wholeNumber(String field) {
        JsonNode value = take(field);
        if (value != null && !(value.isIntegralNumber() && value.canConvertToLong())) {
            throw wrong(path(field), "a whole number", value);
        }
        return value == null ? null : value.longValue();
    }

    /** A whole number of at least {@code least} that fits an {@code int}. */
    public @Nullable Integer count(String field, int least) {
        Long value = wholeNumber(field);
        if (value != null && (value < least || value > Integer.MAX_VALUE)) {
            throw QuartermasterException.invalid(
                    path(field), "'" + path(field) + "' must be a whole number from " + least + " on");
        }
        return value == null ? null : value.intValue();
    }

    public @Nullable Instant time(String field) {
        String text = text(field);
        return text == null ? null : Timestamps.of(path(field), text);
    }

    /** The items of an array; empty when the field is absent. */
    public List<JsonNode> list(String field) {
        JsonNode value = take(field);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrong(path(field), "an array", value);
        }
        List<JsonNode> items = new ArrayList<>(value.size());
        value.forEach(items::add);
        return items;
    }

    /** The items of an array of objects, read one after the other; empty when the field is absent. */
    public <T> List<T> each(String field, Function<JsonFields, T> read) {
        List<JsonNode> nodes = list(field);
        List<T> items = new ArrayList<>(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            items.add(read.apply(of(nodes.get(i), path(field) + "[" + i + "]")));
        }
        return items;
    }

    public List<String> texts(String field) {
        List<JsonNode> items = list(field);
        List<String> texts = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            if (!items.get(i).isTextual()) {
                throw wrong(path(field) + "[" + i + "]", "a string", items.get(i));
            }
            texts.add(items.get(i).textValue());
        }
        return texts;
    }

    /** The fields of an object; null when it is absent. */
    public @Nullable JsonFields object(String field) {
        JsonNode value = take(field);
        return value == null ? null : of(value, path(field));
    }

    public JsonFields requiredObject(String field) {
        return required(field, object(field));
    }

    public <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw QuartermasterException.invalid(path(field), "'" + path(field) + "' is missing");
        }
        return value;
    }

    /** Every field that was not read, as plain values. */
    public Map<String, Object> rest() {
        Map<String, Object> rest = new LinkedHashMap<>();
        object.properties().forEach(field -> {
            if (!taken.contains(field.getKey())) {
                rest.put(field.getKey(), plain(field.getValue()));
            }
        });
        return rest;
    }

    /** Returns the unread fields, and under {@code name} those of the object that stands there, which may be null. */
    public Map<String, Object> restWith(String name, @Nullable JsonFields part) {
        Map<String, Object> rest = rest();
        Map<String, Object> inner = part == null ? Map.of() : part.rest();
        if (!inner.isEmpty()) {
            rest.put(name, inner);
        }
        return rest;
    }

    /**
     * @param why what the sentence says of a field that was not read, such as {@code is not a known field}
     * @throws QuartermasterException naming the first of them
     */
    public void refuseUnknown(String why) {
        rest().keySet().stream().findFirst().ifPresent(field -> {
            throw QuartermasterException.invalid(path(field), "'" + path(field) + "' " + why);
        });
    }

    /** The whole object as plain values. */
    public Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        object.properties().forEach(field -> all.put(field.getKey(), plain(field.getValue())));
        return all;
    }

    private static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(field -> map.put(field.getKey(), plain(field.getValue())));
            return map;
        } else if (node.isArray()) {
            List<Object> list = new ArrayList<>(node.size());
            node.forEach(item -> list.add(plain(item)));
            return list;
        } else if (node.isNumber()) {
            return node.numberValue();
        } else if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNull() ? null : node.textValue();
    }

    public static QuartermasterException wrong(@Nullable String path, String expected, JsonNode found) {
        String where = path == null ? "The request body" : "'" + path + "'";
        return QuartermasterException.invalid(
                path,
                where + " must be " + expected + ", not "
                        + found.getNodeType().name().toLowerCase(java.util.Locale.ROOT));
    }
}

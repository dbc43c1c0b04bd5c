package dev.quartermaster.provider.google;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the types of value that a node of a JSON Schema allows. */
final class SchemaTypes {

    private static final Set<String> KNOWN =
            Set.of("string", "number", "integer", "boolean", "object", "array", "null");

    private static final Map<String, Set<String>> IMPLYING = Map.of(
            "object",
            Set.of(
                    "properties",
                    "required",
                    "additionalProperties",
                    "patternProperties",
                    "propertyNames",
                    "minProperties",
                    "maxProperties"),
            "array",
            Set.of("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"),
            "string",
            Set.of("pattern", "minLength", "maxLength"),
            "number",
            Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"));

    private static final List<String> ORDER = List.of("object", "array", "string", "number");

    private SchemaTypes() {}

    /** The declared types, else those that the values or the other keywords imply; empty if there are none. */
    static Set<String> of(Map<String, Object> node) {
        Set<String> types = declared(node.get("type"));
        List<?> values = SchemaMerge.list(node.get("enum"));
        if (types.isEmpty()) {
            types = values.isEmpty() ? implied(node) : ofValues(values);
        } else if (!values.isEmpty()) {
            onlyWithValues(types, values);
        }
        if (types.contains("number")) {
            types.remove("integer");
        }
        return types;
    }

    /** Returns whether a value is of a type. */
    static boolean matches(String type, Object value) {
        String own = of(value);
        return type.equals(own) || (type.equals("number") && own.equals("integer"));
    }

    private static Set<String> declared(@Nullable Object type) {
        Set<String> types = new LinkedHashSet<>();
        if (type != null) {
            SchemaMerge.words(type)
                    .forEach(word -> types.add(String.valueOf(word).toLowerCase(Locale.ROOT)));
        }
        types.retainAll(KNOWN);
        return types;
    }

    /** A type of which no value is listed cannot occur; null among the values says that it may be null. */
    private static void onlyWithValues(Set<String> types, List<?> values) {
        Set<String> with = new LinkedHashSet<>(types);
        with.removeIf(type -> values.stream().noneMatch(value -> matches(type, value)));
        boolean nullToo = SchemaMerge.holds(values, null);
        if (!with.isEmpty() || nullToo) {
            types.retainAll(with);
        }
        if (nullToo) {
            types.add("null");
        }
    }

    private static Set<String> ofValues(List<?> values) {
        Set<String> types = new LinkedHashSet<>();
        values.forEach(value -> types.add(of(value)));
        return types;
    }

    private static Set<String> implied(Map<String, Object> node) {
        Set<String> types = new LinkedHashSet<>();
        for (String type : ORDER) {
            if (IMPLYING.getOrDefault(type, Set.of()).stream().anyMatch(node::containsKey)) {
                types.add(type);
            }
        }
        if (types.isEmpty() && node.get("format") instanceof String format) {
            types.add(
                    switch (format) {
                        case "int32", "int64" -> "integer";
                        case "float", "double" -> "number";
                        default -> "string";
                    });
        }
        return types;
    }

    private static String of(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String) {
            return "string";
        }
        if (value instanceof Boolean) {
            return "boolean";
        }
        if (value instanceof Number number) {
            return number.doubleValue() == Math.rint(number.doubleValue()) ? "integer" : "number";
        }
        return value instanceof List<?> ? "array" : "object";
    }
}

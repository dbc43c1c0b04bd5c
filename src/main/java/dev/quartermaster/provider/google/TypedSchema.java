package dev.quartermaster.provider.google;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes what a node of one type says beside its members: its description, its bounds, its format and its values. */
final class TypedSchema {

    private static final String TEXT = "string";

    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private static final Map<String, Set<String>> FORMATS =
            Map.of(TEXT, Set.of("date-time"), "number", Set.of("float", "double"), "integer", Set.of("int32", "int64"));

    private static final Map<String, List<String>> COUNTS = Map.of(
            TEXT,
            List.of("minLength", "maxLength"),
            "array",
            List.of("minItems", "maxItems"),
            "object",
            List.of("minProperties", "maxProperties"));

    private TypedSchema() {}

    static Map<String, Object> of(String type, Map<String, Object> schema) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("type", type);
        if (schema.get("description") instanceof String description && !description.isBlank()) {
            node.put("description", description);
        }
        COUNTS.getOrDefault(type, List.of()).forEach(keyword -> count(keyword, schema, node));
        switch (type) {
            case TEXT -> text(schema, node);
            case "number", "integer" -> number(schema, node);
            default -> {
                // Has members or nothing more to say.
            }
        }
        if (!node.containsKey("enum")
                && FORMATS.getOrDefault(type, Set.of()).contains(String.valueOf(schema.get("format")))) {
            node.put("format", schema.get("format"));
        }
        return node;
    }

    /** Values are texts that are not empty; for the other types the API has no list of values. */
    private static void text(Map<String, Object> schema, Map<String, Object> node) {
        List<?> values = SchemaMerge.list(schema.get("enum")).stream()
                .filter(value -> value instanceof String text && !text.isEmpty())
                .distinct()
                .toList();
        if (!values.isEmpty()) {
            node.put("enum", values);
        }
        if (schema.get("pattern") instanceof String pattern) {
            node.put("pattern", pattern);
        }
    }

    private static void number(Map<String, Object> schema, Map<String, Object> node) {
        for (String bound : List.of("minimum", "maximum")) {
            if (schema.get(bound) instanceof Number) {
                node.put(bound, schema.get(bound));
            }
        }
    }

    private static void count(String keyword, Map<String, Object> schema, Map<String, Object> node) {
        if (schema.get(keyword) instanceof Number number) {
            BigDecimal count = new BigDecimal(number.toString());
            boolean whole = count.stripTrailingZeros().scale() <= 0;
            if (whole && count.signum() >= 0 && count.compareTo(MOST) <= 0) {
                node.put(keyword, count.longValueExact());
            }
        }
    }
}

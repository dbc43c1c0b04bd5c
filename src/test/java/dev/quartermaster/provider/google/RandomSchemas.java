package dev.quartermaster.provider.google;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Draws JSON Schemas of every draft, with references, choices, tuples, and keywords where they make no sense. */
final class RandomSchemas {

    private static final List<String> TYPES =
            List.of("string", "number", "integer", "boolean", "object", "array", "null");
    private static final List<String> NAMES = List.of("a", "b", "c d", "$ref", "type", "items", "");
    private static final List<Object> VALUES =
            Arrays.asList("x", "y", "", 1, 2.5, 3L, true, false, null, List.of(1), Map.of("k", 1));
    private static final List<String> FORMATS =
            List.of("date-time", "enum", "uri", "email", "int32", "int64", "float", "double", "uuid");
    private static final List<String> TARGETS =
            List.of("#", "#/$defs/A", "#/$defs/B", "#/definitions/C", "#/properties/a", "#/gone", "http://far/away");
    private static final List<String> LABELS = List.of("title", "description", "$comment", "$id", "$schema");
    private static final List<String> COUNTS =
            List.of("minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties");
    private static final List<String> BOUNDS =
            List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");

    private final RandomGenerator random;

    RandomSchemas(RandomGenerator random) {
        this.random = random;
    }

    Map<String, Object> root() {
        Map<String, Object> root = object(4);
        root.put("$defs", Map.of("A", schema(3), "B", schema(3)));
        root.put("definitions", Map.of("C", schema(3)));
        if (random.nextBoolean()) {
            root.put("type", "object");
            root.put("properties", Map.of("a", schema(4), "b", schema(3)));
        }
        return root;
    }

    private Object schema(int depth) {
        return random.nextInt(10) == 0 ? (Object) random.nextBoolean() : object(depth);
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> schema = new LinkedHashMap<>();
        for (int words = random.nextInt(6); words > 0; words--) {
            keyword(schema, depth);
        }
        return schema;
    }

    private void keyword(Map<String, Object> schema, int depth) {
        switch (random.nextInt(depth > 0 ? 20 : 12)) {
            case 0, 1, 2 -> schema.put("type", one(TYPES));
            case 3 -> schema.put("type", some(TYPES));
            case 4 -> schema.put("enum", some(VALUES));
            case 5 -> schema.put("const", one(VALUES));
            case 6 -> schema.put("format", one(FORMATS));
            case 7 -> schema.put(one(COUNTS), one(List.of(0, 3, 2.5, -1, 1e300)));
            case 8 -> schema.put(one(BOUNDS), one(List.of(0, 1.5, -7)));
            case 9 -> schema.put(one(LABELS), one(List.of("some words", " ")));
            case 10 -> schema.put("required", some(NAMES));
            case 11 -> {
                schema.put("nullable", random.nextBoolean());
                schema.put("pattern", "^a+$");
                schema.put("default", one(VALUES));
                schema.put("examples", VALUES);
            }
            case 12, 13 -> schema.put("properties", properties(depth));
            case 14 -> schema.put("items", random.nextBoolean() ? schema(depth - 1) : schemas(depth));
            case 15 -> schema.put(one(List.of("anyOf", "oneOf")), schemas(depth));
            case 16 -> schema.put("allOf", schemas(depth));
            case 17 -> schema.put("$ref", one(TARGETS));
            case 18 -> schema.put(one(List.of("not", "additionalProperties", "if", "contains")), schema(depth - 1));
            default -> schema.put("prefixItems", schemas(depth));
        }
    }

    private Map<String, Object> properties(int depth) {
        Map<String, Object> properties = new LinkedHashMap<>();
        some(NAMES).forEach(name -> properties.put(name, schema(depth - 1)));
        return properties;
    }

    private List<Object> schemas(int depth) {
        List<Object> schemas = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            schemas.add(schema(depth - 1));
        }
        return schemas;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private <T> List<T> some(List<T> of) {
        List<T> some = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            some.add(one(of));
        }
        return some;
    }
}

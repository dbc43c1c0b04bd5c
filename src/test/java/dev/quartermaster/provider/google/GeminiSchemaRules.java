package dev.quartermaster.provider.google;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Google's rules for a {@code Schema}, as its reference and its errors state them: "Unknown name … Cannot find field",
 * "Proto field is not repeating, cannot start list", "items: missing field", "only allowed for ARRAY type", "required:
 * property is not defined", "enum: only allowed for STRING type", "format: only 'enum' and 'date-time' are supported",
 * "properties: should be non-empty for OBJECT type", "when using any_of, it must be the only field set".
 */
public final class GeminiSchemaRules {

    private static final Set<String> OF_ALL = Set.of("type", "description", "nullable");

    private static final Map<String, Set<String>> OF_TYPE = Map.of(
            "string", Set.of("enum", "format", "pattern", "minLength", "maxLength"),
            "number", Set.of("format", "minimum", "maximum"),
            "integer", Set.of("format", "minimum", "maximum"),
            "boolean", Set.of(),
            "array", Set.of("items", "minItems", "maxItems"),
            "object", Set.of("properties", "required", "propertyOrdering", "minProperties", "maxProperties"));

    private static final Map<String, Set<String>> FORMATS = Map.of(
            "string", Set.of("enum", "date-time"),
            "number", Set.of("float", "double"),
            "integer", Set.of("int32", "int64"));

    private static final Set<String> COUNTS =
            Set.of("minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties");

    private final List<String> broken = new ArrayList<>();

    private GeminiSchemaRules() {}

    /** The rules that a schema breaks, each with its place; empty where it is taken. */
    public static List<String> broken(Object schema) {
        GeminiSchemaRules rules = new GeminiSchemaRules();
        rules.check(schema, "$");
        return rules.broken;
    }

    /** Returns the same as {@link #broken} for the parameters of a function, which are an object with properties. */
    public static List<String> brokenByParameters(Object schema) {
        GeminiSchemaRules rules = new GeminiSchemaRules();
        rules.check(schema, "$");
        Map<?, ?> node = schema instanceof Map<?, ?> map ? map : Map.of();
        rules.demand("object".equals(node.get("type")), "$", "parameters should be of type OBJECT");
        rules.demand(node.containsKey("properties"), "$.properties", "should be non-empty for OBJECT type");
        rules.demand(!node.containsKey("nullable"), "$.nullable", "parameters are not null");
        return rules.broken;
    }

    private void check(Object schema, String at) {
        if (!(schema instanceof Map<?, ?> node)) {
            broken.add(at + ": a schema is an object");
            return;
        }
        if (node.containsKey("anyOf")) {
            choice(node, at);
            return;
        }
        if (!(node.get("type") instanceof String type) || !OF_TYPE.containsKey(type)) {
            broken.add(at + ".type: one known type, not " + node.get("type"));
            return;
        }
        for (Object keyword : node.keySet()) {
            boolean known = OF_ALL.contains(keyword) || OF_TYPE.get(type).contains(keyword);
            demand(known, at + "." + keyword, "unknown, or not for type " + type);
        }
        words(node, type, at);
        if (type.equals("array")) {
            demand(node.containsKey("items"), at + ".items", "missing field");
            check(node.get("items"), at + ".items");
        } else if (type.equals("object")) {
            object(node, at);
        }
    }

    private void choice(Map<?, ?> node, String at) {
        demand(node.size() == 1, at, "when using any_of, it must be the only field set");
        List<?> ways = node.get("anyOf") instanceof List<?> list ? list : List.of();
        demand(ways.size() > 1, at + ".anyOf", "needs members");
        for (int i = 0; i < ways.size(); i++) {
            check(ways.get(i), at + ".anyOf[" + i + "]");
        }
    }

    private void words(Map<?, ?> node, String type, String at) {
        Object description = node.get("description");
        demand(description == null || description instanceof String, at + ".description", "is a text");
        demand(node.get("nullable") == null || node.get("nullable") instanceof Boolean, at + ".nullable", "is a flag");
        Object format = node.get("format");
        demand(
                format == null || FORMATS.getOrDefault(type, Set.of()).contains(format),
                at + ".format",
                "not supported for this type");
        demand(node.get("pattern") == null || node.get("pattern") instanceof String, at + ".pattern", "is a text");
        COUNTS.forEach(word -> demand(
                !node.containsKey(word) || (node.get(word) instanceof Long count && count >= 0),
                at + "." + word,
                "is a count"));
        for (String bound : List.of("minimum", "maximum")) {
            demand(!node.containsKey(bound) || node.get(bound) instanceof Number, at + "." + bound, "is a number");
        }
        if (node.containsKey("enum")) {
            List<?> values = node.get("enum") instanceof List<?> list ? list : List.of();
            demand(!values.isEmpty(), at + ".enum", "should be non-empty");
            demand(new HashSet<>(values).size() == values.size(), at + ".enum", "each value once");
            values.forEach(value ->
                    demand(value instanceof String text && !text.isEmpty(), at + ".enum", "texts that are not empty"));
        }
    }

    private void object(Map<?, ?> node, String at) {
        Map<?, ?> properties = node.get("properties") instanceof Map<?, ?> map ? map : Map.of();
        demand(
                !node.containsKey("properties") || !properties.isEmpty(),
                at + ".properties",
                "should be non-empty for OBJECT type");
        properties.forEach((name, schema) -> check(schema, at + ".properties[" + name + "]"));
        List<?> required = node.get("required") instanceof List<?> list ? list : List.of();
        demand(!node.containsKey("required") || !required.isEmpty(), at + ".required", "names something");
        demand(new HashSet<>(required).size() == required.size(), at + ".required", "each name once");
        demand(properties.keySet().containsAll(required), at + ".required", "property is not defined");
    }

    private void demand(boolean holds, String at, String rule) {
        if (!holds) {
            broken.add(at + ": " + rule);
        }
    }
}

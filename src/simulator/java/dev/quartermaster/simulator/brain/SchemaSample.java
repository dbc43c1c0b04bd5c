package dev.quartermaster.simulator.brain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * The plainest value that a JSON schema allows. Knows the keywords that structured output and tool schemas use; a schema
 * that demands more (patterns, string formats, cross references outside the document) may refuse the sample.
 */
public final class SchemaSample {

    private static final int MOST_DEPTH = 12;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode root;

    private SchemaSample(JsonNode root) {
        this.root = root;
    }

    /** @param name what the value is called; it ends up in strings */
    public static JsonNode value(JsonNode schema, String name) {
        return new SchemaSample(schema).sample(schema, name, 0);
    }

    /** Arguments for a tool; empty when its schema does not describe an object. */
    public static ObjectNode object(JsonNode schema) {
        JsonNode value = value(schema, "arguments");
        return value.isObject() ? (ObjectNode) value : NODES.objectNode();
    }

    private JsonNode sample(JsonNode schema, String name, int depth) {
        JsonNode given = given(schema);
        if (given != null) {
            return given;
        }
        if (depth > MOST_DEPTH) {
            return NODES.nullNode();
        }
        JsonNode alternative = alternative(schema);
        if (alternative != null) {
            return sample(alternative, name, depth + 1);
        }
        return switch (type(schema)) {
            case "object" -> sampleObject(schema, depth);
            case "array" -> sampleArray(schema, name, depth);
            case "integer", "number" -> sampleNumber(schema);
            case "boolean" -> NODES.booleanNode(true);
            case "null" -> NODES.nullNode();
            default -> sampleString(schema, name);
        };
    }

    private static JsonNode given(JsonNode schema) {
        if (schema.has("const")) {
            return schema.get("const");
        }
        for (String list : new String[] {"enum", "examples"}) {
            if (schema.path(list).isArray() && !schema.path(list).isEmpty()) {
                return schema.path(list).get(0);
            }
        }
        return schema.get("default");
    }

    private JsonNode alternative(JsonNode schema) {
        String reference = schema.path("$ref").asText("");
        if (reference.startsWith("#")) {
            return root.at(reference.substring(1));
        }
        for (String keyword : new String[] {"anyOf", "oneOf", "allOf"}) {
            if (schema.path(keyword).isArray() && !schema.path(keyword).isEmpty()) {
                return schema.path(keyword).get(0);
            }
        }
        return null;
    }

    /** Gemini writes types in capitals; a list of types allows each of them. */
    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        String name = type.isArray() ? type.path(0).asText("") : type.asText("");
        if (name.isEmpty()) {
            name = schema.has("properties") ? "object" : schema.has("items") ? "array" : "string";
        }
        return name.toLowerCase(Locale.ROOT);
    }

    private ObjectNode sampleObject(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        schema.path("properties")
                .properties()
                .forEach(property ->
                        object.set(property.getKey(), sample(property.getValue(), property.getKey(), depth + 1)));
        return object;
    }

    private ArrayNode sampleArray(JsonNode schema, String name, int depth) {
        ArrayNode array = NODES.arrayNode();
        int items = Math.max(1, Math.min(16, schema.path("minItems").asInt(1)));
        for (int i = 0; i < items; i++) {
            array.add(sample(schema.path("items"), name, depth + 1));
        }
        return array;
    }

    private static JsonNode sampleNumber(JsonNode schema) {
        if (schema.has("minimum")) {
            return schema.get("minimum");
        }
        if (schema.has("exclusiveMinimum")) {
            return NODES.numberNode(schema.get("exclusiveMinimum").asLong() + 1);
        }
        return schema.path("maximum").asDouble(1) < 1 ? schema.get("maximum") : NODES.numberNode(1);
    }

    private static JsonNode sampleString(JsonNode schema, String name) {
        StringBuilder text = new StringBuilder("sample ").append(name);
        int least = Math.min(4096, schema.path("minLength").asInt(0));
        while (text.length() < least) {
            text.append('.');
        }
        int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        return NODES.textNode(text.length() > most ? text.substring(0, most) : text.toString());
    }
}

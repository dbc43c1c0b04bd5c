package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.simulator.wire.Refused;
import java.util.Map;
import java.util.Set;

/** Refuses what Gemini refuses in its own kind of schema, which is not JSON Schema, in its words. */
final class GoogleSchema {

    private static final Set<String> KNOWN = Set.of(
            "type",
            "format",
            "title",
            "description",
            "nullable",
            "default",
            "example",
            "enum",
            "items",
            "minItems",
            "maxItems",
            "properties",
            "required",
            "propertyOrdering",
            "minProperties",
            "maxProperties",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "pattern",
            "anyOf");

    private static final Map<String, String> ONLY_OF =
            Map.of("items", "ARRAY", "properties", "OBJECT", "required", "OBJECT", "enum", "STRING");

    private GoogleSchema() {}

    /** @throws Refused for a schema that the API does not take; one that is absent is fine */
    static void check(JsonNode schema, String field) {
        if (schema.isMissingNode()) {
            return;
        }
        schema.fieldNames().forEachRemaining(word -> {
            if (!KNOWN.contains(word)) {
                String reason = "Invalid JSON payload received. Unknown name \"" + word + "\" at '";
                throw Refused.invalid(field, reason + field + "': Cannot find field.");
            }
        });
        if (schema.path("type").isArray()) {
            throw Refused.invalid(field, "Proto field is not repeating, cannot start list. At '" + field + ".type'");
        }
        ofItsType(schema, field);
        schema.path("properties")
                .properties()
                .forEach(property -> check(property.getValue(), field + ".properties[" + property.getKey() + "]"));
        check(schema.path("items"), field + ".items");
        for (int i = 0; i < schema.path("anyOf").size(); i++) {
            check(schema.path("anyOf").path(i), field + ".any_of[" + i + "]");
        }
    }

    private static void ofItsType(JsonNode schema, String field) {
        String type = schema.path("type").asText();
        ONLY_OF.forEach((word, only) -> {
            if (schema.has(word) && !type.equalsIgnoreCase(only)) {
                throw Refused.invalid(field, "* " + field + "." + word + ": only allowed for " + only + " type");
            }
        });
        if (type.equalsIgnoreCase("ARRAY") && !schema.has("items")) {
            throw Refused.invalid(field, "* " + field + ".items: missing field.");
        }
        for (JsonNode name : schema.path("required")) {
            if (!schema.path("properties").has(name.asText())) {
                throw Refused.invalid(field, "* " + field + ".required: property is not defined");
            }
        }
    }
}

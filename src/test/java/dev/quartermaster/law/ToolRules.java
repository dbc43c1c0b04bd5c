package dev.quartermaster.law;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** What OpenAI's protocols and Anthropic's demand alike of the schema of a tool's parameters. */
final class ToolRules {

    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "number", "integer", "boolean", "null");

    private ToolRules() {}

    /** An object, in which every type is known. */
    static void parameters(JsonNode schema, String at, Broken broken) {
        broken.demand(schema.isObject() && schema.path("type").asText().equals("object"), at, "is of type object");
        node(schema, at, broken);
    }

    private static void node(JsonNode schema, String at, Broken broken) {
        JsonNode type = schema.path("type");
        for (JsonNode one : type.isArray() ? Broken.list(type) : java.util.List.of(type)) {
            broken.demand(one.isMissingNode() || TYPES.contains(one.asText()), at + ".type", "a known type");
        }
        schema.path("properties")
                .properties()
                .forEach(property -> node(property.getValue(), at + ".properties." + property.getKey(), broken));
        if (schema.has("items")) {
            node(schema.path("items"), at + ".items", broken);
        }
    }
}

package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.claude.ClaudeGeneration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Checks whether Anthropic's structured output supports a schema: its objects must be closed, and it must bound neither
 * numbers nor lengths. For any other the answer is requested by a tool, and checked here.
 */
final class NativeFormat {

    private static final Set<String> UNSUPPORTED = Set.of(
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "uniqueItems",
            "contains",
            "minProperties",
            "maxProperties",
            "patternProperties",
            "propertyNames",
            "pattern",
            "oneOf",
            "not",
            "if",
            "dependentSchemas",
            "$dynamicRef",
            "prefixItems");

    /** Keywords whose value maps names of the schema's own to schemas. */
    private static final Set<String> NAMED_SCHEMAS = Set.of("properties", "$defs", "definitions");

    /** Keywords whose value is data, however much it looks like a schema. */
    private static final Set<String> DATA = Set.of("enum", "const", "default", "examples");

    private NativeFormat() {}

    /** Returns whether the answer to a call can be requested in a format; a caller of the same dialect decides that. */
    static boolean isSupported(ProviderCall<ChatRequest> call, ResponseFormat format) {
        return call.request().dialect() == Dialect.ANTHROPIC_MESSAGES
                || (isSupported(call.model())
                        && format.kind() == ResponseFormat.Kind.JSON_SCHEMA
                        && fits(format.schema()));
    }

    /** Returns whether a model has structured output. */
    static boolean isSupported(ModelSpec model) {
        return model.features().contains(Feature.STRUCTURED_OUTPUT)
                || ClaudeGeneration.of(model).hasStructuredOutput();
    }

    static boolean fits(Map<?, ?> schema) {
        if (isOpenObject(schema)) {
            return false;
        }
        for (Map.Entry<?, ?> entry : schema.entrySet()) {
            String keyword = String.valueOf(entry.getKey());
            if (UNSUPPORTED.contains(keyword) || isForeignReference(keyword, entry.getValue())) {
                return false;
            }
            if (!DATA.contains(keyword) && !fits(NAMED_SCHEMAS.contains(keyword), entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(boolean named, Object value) {
        if (value instanceof Map<?, ?> map) {
            return named ? map.values().stream().allMatch(each -> fits(false, each)) : fits(map);
        }
        return !(value instanceof Collection<?> list) || list.stream().allMatch(each -> fits(false, each));
    }

    private static boolean isOpenObject(Map<?, ?> schema) {
        boolean object = "object".equals(schema.get("type")) || schema.get("properties") instanceof Map<?, ?>;
        return object && !Boolean.FALSE.equals(schema.get("additionalProperties"));
    }

    private static boolean isForeignReference(String keyword, Object value) {
        return keyword.equals("$ref") && !(value instanceof String target && target.startsWith("#/"));
    }
}

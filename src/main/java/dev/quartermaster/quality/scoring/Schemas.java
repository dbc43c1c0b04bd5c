package dev.quartermaster.quality.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.regex.JDKRegularExpressionFactory;
import com.networknt.schema.resource.DisallowSchemaLoader;
import dev.quartermaster.domain.LruMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checks values against callers' JSON Schemas. What was compiled last is kept: agents send the same tools each time. */
final class Schemas {

    private static final int MOST_KEPT = 256;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LruMap<Map<String, Object>, Optional<JsonSchema>> COMPILED = new LruMap<>(MOST_KEPT);

    private Schemas() {}

    /** Returns whether the schema accepts the value; one that is empty or cannot be used accepts all. */
    static boolean accepts(Map<String, Object> schema, JsonNode value) {
        if (schema.isEmpty()) {
            return true;
        }
        return compiled(schema).map(known -> keeps(known, value)).orElse(true);
    }

    private static boolean keeps(JsonSchema schema, JsonNode value) {
        try {
            return schema.validate(value).isEmpty();
        } catch (JsonSchemaException broken) {
            return true;
        }
    }

    private static Optional<JsonSchema> compiled(Map<String, Object> schema) {
        synchronized (COMPILED) {
            Optional<JsonSchema> known = COMPILED.get(schema);
            if (known != null) {
                return known;
            }
        }
        Optional<JsonSchema> made = compile(schema);
        synchronized (COMPILED) {
            COMPILED.put(schema, made);
        }
        return made;
    }

    /** A schema comes from a caller, so it may not make us fetch anything. */
    private static Optional<JsonSchema> compile(Map<String, Object> schema) {
        JsonSchemaFactory factory =
                JsonSchemaFactory.getInstance(VersionFlag.V202012, builder -> builder.enableSchemaCache(false)
                        .schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .locale(Locale.ROOT)
                .messageSource((key, fallback, locale, arguments) -> key)
                .regularExpressionFactory(JDKRegularExpressionFactory.getInstance())
                .failFast(true)
                .build();
        try {
            JsonSchema made = factory.getSchema(JSON.<JsonNode>valueToTree(schema), config);
            made.initializeValidators();
            return Optional.of(made);
        } catch (JsonSchemaException | IllegalArgumentException notASchema) {
            return Optional.empty();
        }
    }
}

package dev.quartermaster.api.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import dev.quartermaster.domain.QuartermasterException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Checks JSON Schemas against draft 7's meta-schema. It does not know what later drafts renamed or added, and lets that
 * through; that costs less than refusing what providers understand, and draft 7 checks in a fraction of the time.
 */
final class SchemaCheck {

    private static final String META_SCHEMA = "http://json-schema.org/draft-07/schema";
    private static final String META_SCHEMA_FILE = "draft-07/schema";

    /** The name under which the library looks for its own copy; nothing else can be loaded, whatever a schema refers to. */
    private static final String META_SCHEMA_LOCATION = "classpath:" + META_SCHEMA_FILE;

    /** Where later drafts keep what draft 7 calls {@code definitions}. */
    private static final String DEFINITIONS = "$defs";

    private final ObjectMapper json;
    private final JsonSchema metaSchema;

    SchemaCheck(ObjectMapper json) {
        this.json = json;
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                VersionFlag.V7,
                builder -> builder.schemaLoaders(loaders ->
                        loaders.schemas(Map.of(META_SCHEMA_LOCATION, read())).add(DisallowSchemaLoader.getInstance())));
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .locale(Locale.ROOT)
                .messageSource((key, fallback, locale, arguments) -> key)
                .formatAssertionsEnabled(false)
                .failFast(true)
                .build();
        metaSchema = factory.getSchema(SchemaLocation.of(META_SCHEMA), config);
        metaSchema.initializeValidators();
    }

    /**
     * @param field where the schema stands in the request
     * @throws QuartermasterException naming the place inside the schema
     */
    void check(Map<String, Object> schema, String field) {
        if (schema.isEmpty()) {
            return;
        }
        JsonNode tree = json.valueToTree(schema);
        check(tree, field);
        JsonNode definitions = tree.path(DEFINITIONS);
        definitions
                .properties()
                .forEach(definition ->
                        check(definition.getValue(), field + "." + DEFINITIONS + "." + definition.getKey()));
    }

    private void check(JsonNode schema, String field) {
        for (ValidationMessage message : metaSchema.validate(schema)) {
            String place = field + path(message.getInstanceLocation());
            throw QuartermasterException.invalid(place, "'" + place + "' is not what a JSON Schema may hold there");
        }
    }

    private static String path(JsonNodePath location) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < location.getNameCount(); i++) {
            Object step = location.getElement(i);
            path.append(step instanceof Integer ? "[" + step + "]" : "." + step);
        }
        return path.toString();
    }

    private static String read() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream file = loader.getResourceAsStream(META_SCHEMA_FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

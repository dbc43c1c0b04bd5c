package dev.quartermaster.registry.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.regex.JDKRegularExpressionFactory;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The published schema's rule for one entry. Resolves nothing outside the text it is given. Compiled for the first entry that
 * is held against it: a start with nothing but the bundled registry needs no schema.
 */
final class EntrySchema {

    private static final String ID = "urn:quartermaster:model-registry:1";

    private final String schema;
    private volatile @Nullable JsonSchema model;

    EntrySchema(String schema) {
        this.schema = schema;
    }

    private static JsonSchema compile(String schema) {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                VersionFlag.V202012,
                builder -> builder.schemaLoaders(
                        loaders -> loaders.schemas(Map.of(ID, schema)).add(DisallowSchemaLoader.getInstance())));
        return factory.getSchema(SchemaLocation.of(ID + "#/$defs/model"), config());
    }

    /**
     * The messages are our own: the library's follow the machine's language, and their resource bundle would have to be
     * carried into a native executable.
     */
    private static SchemaValidatorsConfig config() {
        return SchemaValidatorsConfig.builder()
                .locale(Locale.ROOT)
                .messageSource((key, fallback, locale, arguments) -> key)
                .regularExpressionFactory(JDKRegularExpressionFactory.getInstance())
                .build();
    }

    private JsonSchema compiled() {
        JsonSchema known = model;
        if (known == null) {
            known = compile(schema);
            model = known;
        }
        return known;
    }

    /** Returns the schema violations of {@code entry}, each naming its field; empty if it is valid. */
    List<String> violations(JsonNode entry) {
        return compiled().validate(entry).stream()
                .map(Violation::describe)
                .sorted()
                .toList();
    }
}

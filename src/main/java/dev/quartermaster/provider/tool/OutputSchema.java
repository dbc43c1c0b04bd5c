package dev.quartermaster.provider.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.regex.JDKRegularExpressionFactory;
import com.networknt.schema.resource.DisallowSchemaLoader;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.provider.translation.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** The JSON Schema that an answer must keep to. It comes from a caller, so it may not make us fetch anything. */
final class OutputSchema {

    private final Json json;
    private final JsonSchema schema;

    /**
     * @param field where the caller has written it
     * @throws QuartermasterException when it is not a schema
     */
    OutputSchema(Map<String, Object> schema, String field, Json json) {
        this.json = json;
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
            this.schema = factory.getSchema(json.tree(json.write(schema)), config);
            this.schema.initializeValidators();
        } catch (JsonSchemaException | IllegalArgumentException notASchema) {
            throw QuartermasterException.invalid(field, "this is not a JSON Schema that can be checked");
        }
    }

    /** @throws ProviderFailure when the text is not JSON or not what the schema asks for */
    void check(String text) {
        JsonNode answer = json.tree(text.getBytes(StandardCharsets.UTF_8));
        if (answer.isMissingNode() || !keeps(answer)) {
            throw ProviderFailure.transientOf(
                    FailureKind.LOW_QUALITY, "the model's answer does not keep to the response format");
        }
    }

    private boolean keeps(JsonNode answer) {
        try {
            return schema.validate(answer).isEmpty();
        } catch (JsonSchemaException broken) {
            return false;
        }
    }
}

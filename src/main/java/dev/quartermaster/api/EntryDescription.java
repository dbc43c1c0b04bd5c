package dev.quartermaster.api;

import dev.quartermaster.api.error.ErrorShape;
import dev.quartermaster.api.error.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Adds to the OpenAPI document what annotations do not say: the errors of each operation, in the shape of its path, and the
 * form of amounts.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class EntryDescription implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents()
                .addSchema(
                        "Money",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.NUMBER)
                                .description("US dollars"));
        document.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((method, operation) -> describe(path, method, operation)));
    }

    /** A table is text, whatever the method that makes it returns. */
    private static void describeTables(APIResponse response) {
        org.eclipse.microprofile.openapi.models.media.MediaType table =
                response.getContent() == null ? null : response.getContent().getMediaType("text/csv");
        if (table != null) {
            table.setSchema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
        }
    }

    private static void describe(String path, HttpMethod method, Operation operation) {
        APIResponses responses = operation.getResponses();
        responses.getAPIResponses().values().forEach(EntryDescription::describeTables);
        ErrorShape shape = ErrorShape.of(path);
        boolean hasBody = operation.getRequestBody() != null;
        List<Parameter> parameters = operation.getParameters() == null ? List.of() : operation.getParameters();
        if (hasBody || !parameters.isEmpty()) {
            refuses(responses, shape, "400", "The request is not valid; the error names the field");
        }
        refuses(responses, shape, "401", "No key, or an unknown one");
        refuses(responses, shape, "403", "The key does not allow this");
        if (path.contains("{") || (hasBody && shape != ErrorShape.PROBLEM)) {
            refuses(responses, shape, "404", "What is named does not exist");
        }
        if (has(parameters, HttpHeaders.IF_MATCH)) {
            refuses(responses, shape, "412", "It is not, or no longer, what If-Match or If-None-Match says");
        }
        if (hasBody) {
            refuses(responses, shape, "413", "The body is too large");
            refuses(responses, shape, "415", "The body is not JSON");
        }
        if (method == HttpMethod.GET && has(parameters, HttpHeaders.IF_NONE_MATCH)) {
            responses.addAPIResponse("304", OASFactory.createAPIResponse().description("As If-None-Match has it"));
        }
        responses.getAPIResponses().forEach((status, response) -> {
            if (status.startsWith("4") && response.getContent() == null) {
                response.setContent(content(shape));
            }
        });
        refuses(responses, shape, "default", "Any other error");
    }

    private static boolean has(List<Parameter> parameters, String header) {
        return parameters.stream().anyMatch(parameter -> header.equalsIgnoreCase(parameter.getName()));
    }

    /** Describes a status, unless the operation describes it itself. */
    private static void refuses(APIResponses responses, ErrorShape shape, String status, String description) {
        APIResponse known = responses.getAPIResponse(status);
        if (known == null || known.getContent() == null) {
            responses.addAPIResponse(
                    status,
                    OASFactory.createAPIResponse().description(description).content(content(shape)));
        }
    }

    private static Content content(ErrorShape shape) {
        String type = shape == ErrorShape.PROBLEM ? Problem.MEDIA_TYPE : MediaType.APPLICATION_JSON;
        String schema =
                switch (shape) {
                    case OPENAI -> "OpenAiError";
                    case ANTHROPIC -> "AnthropicError";
                    case PROBLEM -> "Problem";
                };
        return OASFactory.createContent()
                .addMediaType(
                        type,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(schema)));
    }
}

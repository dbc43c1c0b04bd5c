package dev.quartermaster.api.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.QueryParameters;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.registry.imports.ImportFormat;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Imports lists of models and prices of others into the registry. */
@Path("/api/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Models")
public class ModelImportResource {

    /** The lists of models.dev and of LiteLLM have one to two megabytes. */
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private final ModelImport imports;
    private final ObjectMapper json;

    ModelImportResource(ModelImport imports, ObjectMapper json) {
        this.imports = imports;
        this.json = json;
    }

    @RolesAllowed(Roles.ADMIN)
    @POST
    @Path("/import")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Read a list of models and prices in, or say what that would do",
            description = "The body is models.dev's api.json, LiteLLM's model_prices file, or items of a DynamoDB table"
                    + " {pk, provider, model_id, display_name, input_price, output_price, …}. Nothing is changed unless"
                    + " dry_run=false; then all rows that are not refused are, together.")
    @RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(anyOf = {Map.class, Object[].class})))
    public Uni<ImportAnswer> read(
            byte[] document,
            @Parameter(description = "models-dev, litellm or dynamodb; found out when not given") @RestQuery
                    String format,
            @Parameter(description = "true when not given") @RestQuery("dry_run") String dryRun,
            @Parameter(description = "Whether prices far from those held are believed; false when not given")
                    @RestQuery("accept_price_changes")
                    String acceptPriceChanges,
            @Parameter(hidden = true) RoutingContext routing) {
        Caller caller = RequestInfo.of(routing).caller();
        if (document != null && document.length > MOST_BYTES) {
            throw new QuartermasterException(
                    ErrorCode.REQUEST_TOO_LARGE, "A list larger than " + MOST_BYTES + " bytes is not read in.");
        }
        ModelImport.Order order = new ModelImport.Order(
                format(format),
                !Boolean.FALSE.equals(QueryParameters.flag("dry_run", dryRun)),
                Boolean.TRUE.equals(QueryParameters.flag("accept_price_changes", acceptPriceChanges)));
        return imports.run(json, document == null ? new byte[0] : document, order, new Author(caller.id(), "import"));
    }

    private static @Nullable ImportFormat format(String word) {
        return QueryParameters.text(word) == null
                ? null
                : ImportFormat.parse(word)
                        .orElseThrow(() -> ParameterNames.invalid("format", "must be one of " + ImportFormat.words()));
    }
}

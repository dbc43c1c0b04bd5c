package dev.quartermaster.api.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.api.Page;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.registry.Reload;
import dev.quartermaster.registry.UnknownProviders;
import dev.quartermaster.registry.edit.RegistryEditor;
import dev.quartermaster.registry.file.Overrides;
import dev.quartermaster.registry.file.RegistryProblem;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The registry as a whole. */
@Path("/api/v1/registry")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Registry")
public class RegistryResource {

    private final ModelRegistry registry;
    private final RegistryEditor editor;
    private final UnknownProviders unknownProviders;

    RegistryResource(ModelRegistry registry, RegistryEditor editor, UnknownProviders unknownProviders) {
        this.registry = registry;
        this.editor = editor;
        this.unknownProviders = unknownProviders;
    }

    /**
     * @param version names the content: equal content, equal version, on every instance
     * @param leftOut how many entries have a problem
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Loaded(String version, Instant loadedAt, int models, int leftOut) {

        static Loaded of(RegistrySnapshot snapshot) {
            return new Loaded(
                    snapshot.version(),
                    snapshot.loadedAt(),
                    snapshot.models().size(),
                    snapshot.problems().size());
        }
    }

    /**
     * @param origin {@code file} or {@code database}
     * @param index its place in the file's {@code models}, from 0; null for one of the database
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record LeftOut(
            @Schema(nullable = true) String provider,
            @Schema(nullable = true) String id,
            String origin,
            @Schema(nullable = true) @Nullable Integer index,
            @Nullable String reason) {

        static LeftOut of(RegistryProblem problem) {
            boolean inFile = problem.index() != Overrides.PLACE;
            return new LeftOut(
                    problem.provider(),
                    problem.id(),
                    inFile ? "file" : "database",
                    inFile ? problem.index() : null,
                    problem.reason());
        }
    }

    @RolesAllowed(Roles.ADMIN)
    @POST
    @Path("/reload")
    @Operation(
            summary = "Read the registry again, now",
            description = "409 when the file cannot be used; the registry stays as it is then.")
    @APIResponse(
            responseCode = "200",
            description = "What was read",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Loaded.class)))
    @APIResponse(responseCode = "409", description = "The file cannot be used")
    public Uni<Loaded> reload(@Context RoutingContext context) {
        return editor.reload(RequestInfo.of(context).author()).map(RegistryResource::accepted);
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @NonBlocking
    @Path("/problems")
    @Operation(summary = "Entries that were left out, each with the reason")
    public Page<LeftOut> problems() {
        return Page.whole(Stream.concat(registry.snapshot().problems().stream(), unknownProviders.problems().stream())
                .map(LeftOut::of)
                .toList());
    }

    private static Loaded accepted(Reload reload) {
        reload.refusal().ifPresent(refusal -> {
            throw new QuartermasterException(
                    ErrorCode.CONFLICT,
                    refusal + ". Registry " + reload.snapshot().version() + " stays.");
        });
        return Loaded.of(reload.snapshot());
    }
}

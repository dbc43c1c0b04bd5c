package dev.quartermaster.api.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.KnownNames;
import dev.quartermaster.api.Preconditions;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.ProviderNames;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.registry.edit.Edit;
import dev.quartermaster.registry.edit.EntryChange;
import dev.quartermaster.registry.edit.EntryTag;
import dev.quartermaster.registry.edit.Expectation;
import dev.quartermaster.registry.edit.RegistryEditor;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Reads, adds, changes and removes one model of the registry. */
@Path("/api/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Models")
public class ModelResource {

    private static final String ONE = "{provider}/{model:.+}";

    private final ModelRegistry registry;
    private final RegistryEditor editor;
    private final EntryBody body;
    private final ProviderNames providers;
    private final ModelAnswer answer;

    ModelResource(
            ModelRegistry registry,
            RegistryEditor editor,
            EntryBody body,
            ProviderNames providers,
            ModelAnswer answer) {
        this.registry = registry;
        this.editor = editor;
        this.body = body;
        this.providers = providers;
        this.answer = answer;
    }

    @RolesAllowed(Roles.AGENT)
    @GET
    @NonBlocking
    @Path(ONE)
    @Operation(summary = "One model, by its provider and id", description = "The ETag names the content of its entry.")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    public Response read(
            @PathParam("provider") String provider,
            @PathParam("model") String model,
            @HeaderParam(Preconditions.IF_NONE_MATCH) String ifNoneMatch) {
        ModelKey key = EntryBody.key(provider, model);
        RegistryEntry entry = registry.snapshot().entry(key).orElseThrow(() -> notFound(key));
        if (Preconditions.isKnown(ifNoneMatch, EntryTag.of(entry))) {
            return Response.notModified(EntryTag.of(entry)).build();
        }
        return answer.of(200, entry).build();
    }

    @RolesAllowed(Roles.ADMIN)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Add a model",
            description = "The body is an entry of the registry file. 409 when the registry has the model already.")
    @APIResponse(
            responseCode = "201",
            description = "It is new",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    @APIResponse(responseCode = "409", description = "The registry has the model already")
    public Uni<Response> create(byte[] content, @Context RoutingContext context) {
        Author author = RequestInfo.of(context).author();
        ObjectNode entry = body.read(content);
        ModelKey key = EntryBody.key(entry);
        requireProvider(key);
        URI location = location(context, key);
        return apply(Edit.put(key, entry, Expectation.ABSENT), author)
                .map(change -> answer.of(201, change.after().orElseThrow())
                        .location(location)
                        .build());
    }

    @RolesAllowed(Roles.ADMIN)
    @PUT
    @Path(ONE)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Add or replace a model",
            description = "The body is an entry of the registry file; its id and provider may be left to the path."
                    + " If-Match replaces only what was read, 'If-None-Match: *' only adds; 412 when that fails.")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    @APIResponse(
            responseCode = "201",
            description = "It is new",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    public Uni<Response> replace(
            @PathParam("provider") String provider,
            @PathParam("model") String model,
            @HeaderParam(Preconditions.IF_MATCH) String ifMatch,
            @HeaderParam(Preconditions.IF_NONE_MATCH) String ifNoneMatch,
            byte[] content,
            @Context RoutingContext context) {
        Author author = RequestInfo.of(context).author();
        Expectation expected = Preconditions.of(ifMatch, ifNoneMatch, Expectation.ANYTHING);
        ModelKey key = EntryBody.key(provider, model);
        requireProvider(key);
        return apply(Edit.put(key, body.read(content), expected), author).map(this::changed);
    }

    @RolesAllowed(Roles.ADMIN)
    @PATCH
    @Path(ONE)
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Change some fields of a model",
            description = "A JSON merge patch (RFC 7396): fields given replace, null removes. If-Match as with PUT.")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    public Uni<Response> change(
            @PathParam("provider") String provider,
            @PathParam("model") String model,
            @HeaderParam(Preconditions.IF_MATCH) String ifMatch,
            byte[] content,
            @Context RoutingContext context) {
        Author author = RequestInfo.of(context).author();
        Expectation expected = Preconditions.of(ifMatch, null, Expectation.PRESENT);
        return apply(Edit.merge(EntryBody.key(provider, model), body.read(content), expected), author)
                .map(this::changed);
    }

    @RolesAllowed(Roles.ADMIN)
    @DELETE
    @Path(ONE)
    @Operation(summary = "Remove a model", description = "If-Match as with PUT.")
    @APIResponse(responseCode = "204", description = "Done")
    public Uni<Response> remove(
            @PathParam("provider") String provider,
            @PathParam("model") String model,
            @HeaderParam(Preconditions.IF_MATCH) String ifMatch,
            @Context RoutingContext context) {
        Author author = RequestInfo.of(context).author();
        Expectation expected = Preconditions.of(ifMatch, null, Expectation.PRESENT);
        return apply(Edit.delete(EntryBody.key(provider, model), expected), author)
                .map(gone -> Response.noContent().build());
    }

    private Uni<EntryChange> apply(Edit edit, Author author) {
        return editor.apply(List.of(edit), author)
                .map(changes -> changes.get(0))
                .onFailure(ModelResource::isUnknown)
                .transform(e -> notFound(edit.key()));
    }

    /** An entry that stands in the file already may be changed, whatever its provider. */
    private void requireProvider(ModelKey key) {
        if (registry.snapshot().entry(key).isEmpty()) {
            providers.unknown(key.provider()).ifPresent(why -> {
                throw QuartermasterException.invalid("provider", key + ": " + why);
            });
        }
    }

    private static boolean isUnknown(Throwable e) {
        return e instanceof QuartermasterException ours && ours.code() == ErrorCode.MODEL_NOT_FOUND;
    }

    private Response changed(EntryChange change) {
        return answer.of(
                        change.action().equals("create") ? 201 : 200,
                        change.after().orElseThrow())
                .build();
    }

    /**
     * The whole URL, as the request that a relative one would be resolved by is not at hand where an edit ends. Slashes in
     * the id stay as they are; it may hold anything else.
     */
    private static URI location(RoutingContext context, ModelKey key) {
        String id = URLEncoder.encode(key.id(), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
        return URI.create(context.request().absoluteURI()).resolve("/api/v1/models/" + key.provider() + "/" + id);
    }

    private QuartermasterException notFound(ModelKey key) {
        RegistrySnapshot models = registry.snapshot();
        Optional<String> leftOut = models.problems().stream()
                .filter(problem -> problem.key().filter(key::equals).isPresent())
                .map(problem -> " It has an entry, which was left out: " + problem.reason() + ".")
                .findFirst();
        String rest = leftOut.orElseGet(() -> KnownNames.suggestion(models, key.toString()));
        return new QuartermasterException(
                ErrorCode.MODEL_NOT_FOUND, "There is no model " + key + " in the registry." + rest, "model", null);
    }
}

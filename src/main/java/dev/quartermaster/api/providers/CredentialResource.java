package dev.quartermaster.api.providers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.api.Preconditions;
import dev.quartermaster.api.QueryParameters;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.api.providers.CredentialBody.Given;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.credentials.store.StoredKeys;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.storage.audit.AuditTrail;
import dev.quartermaster.storage.audit.Author;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Stores, removes and tests providers' keys. */
@Path("/api/v1/providers/{provider}/credentials")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Providers")
public class CredentialResource {

    private static final String FIELDS = "{api_key}; for Bedrock {bearer_token, region} or {access_key_id,"
            + " secret_access_key, session_token, region}; with all {slot, 1 to 99, 1 if not given}";

    private final ProviderNames names;
    private final CredentialEdits edits;
    private final StoredKeys stored;
    private final ProviderEntries entries;
    private final AuditTrail audit;
    private final ObjectMapper json;

    CredentialResource(
            ProviderNames names,
            CredentialEdits edits,
            StoredKeys stored,
            ProviderEntries entries,
            AuditTrail audit,
            ObjectMapper json) {
        this.names = names;
        this.edits = edits;
        this.stored = stored;
        this.entries = entries;
        this.audit = audit;
        this.json = json;
    }

    /**
     * A key that was stored.
     *
     * @param validated whether its provider was asked and took it
     * @param provider as it is now
     */
    @RegisterForReflection
    @Schema(name = "StoredCredential")
    @JsonNaming(SnakeCaseStrategy.class)
    record StoredAnswer(boolean validated, int slot, ProviderEntry provider) {}

    @RolesAllowed(Roles.ADMIN)
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Store a key of a provider",
            description =
                    FIELDS + " and {validate}. Its provider is asked first, free of charge; one that it refuses is a"
                            + " 400, and where it cannot be asked nothing is stored, unless 'validate' is false. Stored keys serve"
                            + " in the place of those of the environment, from the next request on, on every instance within two"
                            + " seconds; several take turns. The ETag is the revision of the provider's stored keys; If-Match: only"
                            + " the revision that was read.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = StoredAnswer.class)))
    public Uni<Response> put(
            @PathParam("provider") String name,
            @HeaderParam(Preconditions.IF_MATCH) String ifMatch,
            byte[] content,
            @Context RoutingContext context) {
        Author author = RequestInfo.of(context).author();
        names.require(name);
        Given given = edits.read(name, JsonBody.parse(json, content));
        Long expected = Preconditions.revision(ifMatch);
        return edits.put(given, expected, author).map(done -> stored(given));
    }

    private Response stored(Given given) {
        ProviderId provider = given.slot().provider();
        ProviderEntry entry = entries.of(names.require(provider.value()));
        return Response.ok(new StoredAnswer(given.validate(), given.slot().number(), entry))
                .tag(Long.toString(stored.revision(provider)))
                .header("cache-control", "no-store")
                .build();
    }

    @RolesAllowed(Roles.ADMIN)
    @DELETE
    @Operation(
            summary = "Remove stored keys of a provider",
            description = "The one of the slot, or all of them. Keys of the environment then serve, if there are any."
                    + " If-Match as with PUT.")
    @APIResponse(responseCode = "204", description = "Done")
    public Uni<Response> delete(
            @PathParam("provider") String name,
            @RestQuery String slot,
            @HeaderParam(Preconditions.IF_MATCH) String ifMatch,
            @Context RoutingContext context) {
        ProviderId provider = names.require(name).id();
        return edits.remove(
                        name,
                        slot(slot),
                        Preconditions.revision(ifMatch),
                        RequestInfo.of(context).author())
                .map(done -> Response.noContent()
                        .tag(Long.toString(stored.revision(provider)))
                        .build());
    }

    @RolesAllowed(Roles.ADMIN)
    @POST
    @Path("/test")
    @Operation(
            summary = "Ask a provider whether it takes a key, and store nothing",
            description = FIELDS + ". Without a body, the keys that serve are tested.")
    @RequestBody(
            required = false,
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = CheckAnswer.class)))
    public Uni<CheckAnswer> test(@PathParam("provider") String name, byte[] content, @Context RoutingContext context) {
        ProviderId provider = names.require(name).id();
        return edits.test(name, content == null || content.length == 0 ? null : JsonBody.parse(json, content))
                .call(() ->
                        audit.acted(RequestInfo.of(context).author(), "test", "credential", provider.value(), null));
    }

    private static @Nullable Integer slot(@Nullable String text) {
        String number = QueryParameters.text(text);
        if (number == null) {
            return null;
        }
        try {
            return CredentialBody.slot(Long.parseLong(number));
        } catch (NumberFormatException none) {
            return CredentialBody.slot(0);
        }
    }
}

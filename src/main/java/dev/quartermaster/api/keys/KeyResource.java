package dev.quartermaster.api.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.Cursor;
import dev.quartermaster.api.Page;
import dev.quartermaster.api.Preconditions;
import dev.quartermaster.api.QueryParameters;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.auth.keys.CallerKey;
import dev.quartermaster.auth.keys.KeyDirectory;
import dev.quartermaster.auth.keys.KeyEditor;
import dev.quartermaster.auth.keys.KeySettings;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Makes, changes, rotates and revokes callers' keys. */
@Path("/api/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Keys")
public class KeyResource {

    private static final String FIELDS = "{name, note, role (agent, operator, admin), models, agent_types,"
            + " requests_per_minute, tokens_per_minute, tenant, expires_at, budget: {limit_usd, window}}";

    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
    private static final Duration OVERLAP = Duration.ofHours(1);

    private final KeyDirectory directory;
    private final KeyEditor editor;
    private final KeyBody body;
    private final KeyBudget budgets;
    private final KeyAnswers answers;
    private final ObjectMapper json;

    KeyResource(
            KeyDirectory directory,
            KeyEditor editor,
            KeyBody body,
            KeyBudget budgets,
            KeyAnswers answers,
            ObjectMapper json) {
        this.directory = directory;
        this.editor = editor;
        this.body = body;
        this.budgets = budgets;
        this.answers = answers;
        this.json = json;
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Operation(summary = "All keys, by id, without their secrets; also those that are revoked")
    public Uni<Page<KeyAnswer>> list(
            @RestQuery @DefaultValue(Page.DEFAULT_LIMIT) String limit, @RestQuery String cursor) {
        int most = Page.limit(limit);
        Cursor after = Cursor.parse(QueryParameters.text(cursor));
        List<CallerKey> rows = directory.all().stream()
                .filter(key -> after == null || key.id().compareTo(after.key()) > 0)
                .limit(most + 1L)
                .toList();
        return answers.of(rows).map(found -> Page.of(found, most, answer -> answer, last -> new Cursor(last.id())));
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Path("/{id}")
    @Operation(summary = "One key, without its secret", description = "The ETag names its revision.")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = KeyAnswer.class)))
    public Uni<Response> one(@PathParam("id") String id) {
        return answers.response(200, directory.find(id).orElseThrow(() -> KeyEditor.unknown(id)), null);
    }

    @RolesAllowed(Roles.ADMIN)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Make a key",
            description = FIELDS + ". The answer holds it in 'key', which is not shown again.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = KeyAnswer.class)))
    public Uni<Response> create(byte[] content, @Context RoutingContext context) {
        Author author = RequestInfo.of(context).author();
        JsonNode asked = JsonBody.parse(json, content);
        KeySettings settings = body.read(asked, null);
        Optional<KeyBudget.Limit> limit = KeyBudget.read(asked);
        return editor.create(settings, author)
                .chain(issued -> budgets.set(issued.key().id(), limit, author)
                        // Its holder does not have it yet, so nothing was spent outside of the budget.
                        .onFailure()
                        .call(() -> editor.revoke(issued.key().id(), null, author))
                        .chain(() -> answers.response(201, issued.key(), issued.secret())));
    }

    @RolesAllowed(Roles.ADMIN)
    @PATCH
    @Path("/{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Change what is set of a key",
            description = "A JSON merge patch (RFC 7396) of " + FIELDS
                    + ": fields given replace, null takes the default. If-Match: only the revision that was read.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = KeyAnswer.class)))
    public Uni<Response> change(
            @PathParam("id") String id,
            @HeaderParam(Preconditions.IF_MATCH) String ifMatch,
            byte[] content,
            @Context RoutingContext context) {
        Author author = RequestInfo.of(context).author();
        if (!(JsonBody.parse(json, content) instanceof ObjectNode patch)) {
            throw QuartermasterException.invalid(null, "The request body must be an object");
        }
        Optional<KeyBudget.Limit> limit = KeyBudget.read(patch);
        AtomicReference<KeySettings> former = new AtomicReference<>();
        return editor.change(
                        id,
                        Preconditions.revision(ifMatch),
                        before -> {
                            former.set(before);
                            return body.read(KeyPatch.apply(json, before, patch), before);
                        },
                        author)
                .call(key -> patch.has(KeyBudget.FIELD)
                        // All of it or none: without its budget the rest is as it was, unless somebody has changed it
                        // since.
                        ? budgets.set(id, limit, author)
                                .onFailure()
                                .call(() -> editor.change(
                                        id, key.revision(), now -> Objects.requireNonNull(former.get()), author))
                        : Uni.createFrom().voidItem())
                .chain(key -> answers.response(200, key, null));
    }

    @RolesAllowed(Roles.ADMIN)
    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Revoke a key for good",
            description =
                    "It stays in the list. Effective on every instance within two seconds. If-Match as with PATCH.")
    @APIResponse(responseCode = "204", description = "Done")
    public Uni<Response> revoke(
            @PathParam("id") String id,
            @HeaderParam(Preconditions.IF_MATCH) String ifMatch,
            @Context RoutingContext context) {
        return editor.revoke(
                        id,
                        Preconditions.revision(ifMatch),
                        RequestInfo.of(context).author())
                .map(key -> Response.noContent().build());
    }

    @RolesAllowed(Roles.ADMIN)
    @POST
    @Path("/{id}/rotate")
    @Operation(
            summary = "Give a key a new secret",
            description =
                    "{overlap_seconds}: for how long the one before stays valid; an hour if not given. The answer holds"
                            + " the new one in 'key', which is not shown again. If-Match as with PATCH.")
    @RequestBody(
            required = false,
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = KeyAnswer.class)))
    public Uni<Response> rotate(
            @PathParam("id") String id,
            @HeaderParam(Preconditions.IF_MATCH) String ifMatch,
            byte[] content,
            @Context RoutingContext context) {
        Duration overlap = content == null || content.length == 0 ? OVERLAP : overlap(JsonBody.parse(json, content));
        return editor.rotate(
                        id,
                        Preconditions.revision(ifMatch),
                        overlap,
                        RequestInfo.of(context).author())
                .chain(issued -> answers.response(200, issued.key(), issued.secret()));
    }

    private static Duration overlap(JsonNode body) {
        JsonFields fields = JsonFields.of(body, "");
        Long seconds = fields.wholeNumber("overlap_seconds");
        fields.refuseUnknown("is not a field of a rotation");
        if (seconds != null && (seconds < 0 || seconds > LONGEST_OVERLAP.toSeconds())) {
            throw QuartermasterException.invalid(
                    "overlap_seconds", "'overlap_seconds' must be from 0 to " + LONGEST_OVERLAP.toSeconds());
        }
        return seconds == null ? OVERLAP : Duration.ofSeconds(seconds);
    }
}

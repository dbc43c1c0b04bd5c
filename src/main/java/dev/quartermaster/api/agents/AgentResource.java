package dev.quartermaster.api.agents;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.agents.AgentEditor;
import dev.quartermaster.agents.AgentProfiles;
import dev.quartermaster.api.Page;
import dev.quartermaster.api.Preconditions;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.AgentType;
import dev.quartermaster.registry.edit.Expectation;
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

/** Serves and changes agent profiles. A change applies from the next request, on every instance, without a restart. */
@Path("/api/v1/agents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Agents")
public class AgentResource {

    private final AgentProfiles profiles;
    private final AgentAnswers answers;
    private final AgentEdits edits;
    private final ObjectMapper json;

    AgentResource(AgentProfiles profiles, AgentAnswers answers, AgentEdits edits, ObjectMapper json) {
        this.profiles = profiles;
        this.answers = answers;
        this.edits = edits;
        this.json = json;
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @NonBlocking
    @Operation(summary = "Every agent type that something is said of")
    public Page<AgentAnswer> list() {
        return Page.whole(profiles.configured().stream()
                .map(agent -> answers.of(agent.agentType()))
                .toList());
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Path("/{agent_type}")
    @NonBlocking
    @Operation(
            summary = "What one agent is set to",
            description = "The ETag names its revision, and changes with the recommendation.")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AgentAnswer.class)))
    public Response one(
            @PathParam("agent_type") String name, @HeaderParam(Preconditions.IF_NONE_MATCH) String ifNoneMatch) {
        AgentAnswer agent = answers.of(known(name));
        return Preconditions.isKnown(ifNoneMatch, agent.tag())
                ? Response.notModified(agent.tag()).build()
                : AgentChanges.answer(200, agent);
    }

    @RolesAllowed(Roles.ADMIN)
    @PUT
    @Path("/{agent_type}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Set an agent, whole",
            description =
                    "{enabled, model (or provider and model), timeout_seconds, fallbacks, allowed_models,"
                            + " required_features, parameters {temperature, top_p, top_k, max_tokens, seed, stop},"
                            + " system_prompt_prefix, canary {model, traffic_percent, rule}}; what is left out is unset. If-Match:"
                            + " only the revision that was read; 'If-None-Match: *': only a new agent. dry_run=true, also in the body, says what would change.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(anyOf = {AgentAnswer.class, DryRun.class})))
    @APIResponse(
            responseCode = "201",
            description = "It is new",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AgentAnswer.class)))
    public Uni<Response> set(
            @PathParam("agent_type") String name,
            @HeaderParam(Preconditions.IF_MATCH) String ifMatch,
            @HeaderParam(Preconditions.IF_NONE_MATCH) String ifNoneMatch,
            @RestQuery("dry_run") String dryRun,
            byte[] content,
            @Context RoutingContext context) {
        Author author = RequestInfo.of(context).author();
        String agentType = AgentType.check("agent_type", name);
        ObjectNode wanted = AgentBody.object(JsonBody.parse(json, content));
        boolean dry = AgentChanges.flag(dryRun) || AgentBody.isDryRun(wanted);
        AgentEditor.Step step = edits.whole(wanted);
        Expectation expected = Preconditions.of(ifMatch, ifNoneMatch, Expectation.ANYTHING);
        return make(agentType, expected, dry, step, author);
    }

    @RolesAllowed(Roles.ADMIN)
    @PATCH
    @Path("/{agent_type}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Change some settings of an agent",
            description =
                    "A JSON merge patch (RFC 7396): fields given replace, null unsets. If-Match and dry_run as with"
                            + " PUT.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(anyOf = {AgentAnswer.class, DryRun.class})))
    public Uni<Response> change(
            @PathParam("agent_type") String name,
            @HeaderParam(Preconditions.IF_MATCH) String ifMatch,
            @RestQuery("dry_run") String dryRun,
            byte[] content,
            @Context RoutingContext context) {
        Author author = RequestInfo.of(context).author();
        String agentType = AgentType.check("agent_type", name);
        ObjectNode patch = AgentBody.object(JsonBody.parse(json, content));
        boolean dry = AgentChanges.flag(dryRun) || AgentBody.isDryRun(patch);
        Expectation expected = Preconditions.ifMatch(ifMatch);
        return make(agentType, expected, dry, edits.patch(agentType, patch), author);
    }

    @RolesAllowed(Roles.ADMIN)
    @DELETE
    @Path("/{agent_type}")
    @Operation(
            summary = "Give an agent back to the configuration files",
            description = "It is then as they say, or unset where they say nothing. If-Match and dry_run as with PUT.")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = DryRun.class)))
    @APIResponse(responseCode = "204", description = "Done")
    public Uni<Response> reset(
            @PathParam("agent_type") String name,
            @HeaderParam(Preconditions.IF_MATCH) String ifMatch,
            @RestQuery("dry_run") String dryRun,
            @Context RoutingContext context) {
        Author author = RequestInfo.of(context).author();
        String agentType = AgentType.check("agent_type", name);
        Expectation expected = Preconditions.ifMatch(ifMatch);
        return make(agentType, expected, AgentChanges.flag(dryRun), edits.reset(agentType), author)
                .map(done -> done.getEntity() instanceof DryRun
                        ? done
                        : Response.noContent().build());
    }

    private Uni<Response> make(
            String agentType, Expectation expected, boolean dryRun, AgentEditor.Step step, Author author) {
        return dryRun
                ? edits.dryRun(agentType, expected, step)
                        .map(effects -> Response.ok(effects).build())
                : edits.make(agentType, expected, step, author)
                        .map(done -> AgentChanges.answer(done.before().isEmpty() ? 201 : 200, answers.of(done)));
    }

    private String known(String name) {
        String agentType = AgentType.check("agent_type", name);
        if (profiles.settings(agentType).isEmpty()) {
            throw AgentChanges.unknown(agentType);
        }
        return agentType;
    }
}

package dev.quartermaster.api.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.agents.AgentRevision;
import dev.quartermaster.agents.AgentSettings;
import dev.quartermaster.agents.CanaryEnd;
import dev.quartermaster.api.BodyReader;
import dev.quartermaster.api.Page;
import dev.quartermaster.api.Preconditions;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.AgentType;
import dev.quartermaster.storage.audit.Author;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Serves the history of agent profiles, restores earlier versions and ends canaries. */
@Path("/api/v1/agents/{agent_type}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Agents")
public class AgentHistoryResource {

    private final AgentEdits edits;
    private final AgentAnswers answers;
    private final BodyReader bodies;

    AgentHistoryResource(AgentEdits edits, AgentAnswers answers, BodyReader bodies) {
        this.edits = edits;
        this.answers = answers;
        this.bodies = bodies;
    }

    /** @param settings null: those of the files */
    @Schema(name = "AgentRevision")
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Revision(
            long revision,
            Instant time,
            @Nullable String who,
            @Nullable String source,
            @Schema(nullable = true) @Nullable AgentSettings settings) {

        static Revision of(AgentRevision state) {
            return new Revision(
                    state.revision(),
                    state.time(),
                    state.who(),
                    state.source(),
                    state.settings().orElse(null));
        }
    }

    /** @param revision 0 for the files; null for the one before the last change */
    @RegisterForReflection
    record Target(
            @PositiveOrZero(message = "must not be negative") @Nullable Long revision) {}

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Path("/revisions")
    @Operation(summary = "Every state the agent was in since it was changed first, the newest first")
    public Uni<Page<Revision>> revisions(
            @PathParam("agent_type") String name, @RestQuery @DefaultValue(Page.DEFAULT_LIMIT) String limit) {
        String agentType = AgentType.check("agent_type", name);
        return edits.revisions(agentType, Page.limit(limit))
                .map(states -> Page.whole(states.stream().map(Revision::of).toList()));
    }

    @RolesAllowed(Roles.ADMIN)
    @POST
    @Path("/rollback")
    @Operation(
            summary = "Bring an earlier state back",
            description =
                    "{revision}: which one, 0 for what the files say; the one before the last change when nothing is"
                            + " said. It becomes a revision of its own.")
    @RequestBody(
            required = false,
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AgentAnswer.class)))
    public Uni<Response> rollback(
            @PathParam("agent_type") String name,
            @HeaderParam(Preconditions.IF_MATCH) String ifMatch,
            byte[] content,
            @Context RoutingContext context) {
        Author author = RequestInfo.of(context).author();
        String agentType = AgentType.check("agent_type", name);
        Long target = target(content);
        return edits.rollback(agentType, target, Preconditions.ifMatch(ifMatch), author)
                .map(done -> AgentChanges.answer(200, answers.of(done)));
    }

    @RolesAllowed(Roles.ADMIN)
    @POST
    @Path("/canary/promote")
    @Operation(summary = "Let the canary's model be the agent's", description = "409 when it has no canary.")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AgentAnswer.class)))
    @APIResponse(responseCode = "409", description = "It has no canary")
    public Uni<Response> promote(
            @PathParam("agent_type") String name,
            @HeaderParam(Preconditions.IF_MATCH) String ifMatch,
            @Context RoutingContext context) {
        return end(name, ifMatch, CanaryEnd.PROMOTE, RequestInfo.of(context).author());
    }

    @RolesAllowed(Roles.ADMIN)
    @POST
    @Path("/canary/rollback")
    @Operation(summary = "End the canary; the agent's model stays", description = "409 when it has no canary.")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = AgentAnswer.class)))
    @APIResponse(responseCode = "409", description = "It has no canary")
    public Uni<Response> takeBack(
            @PathParam("agent_type") String name,
            @HeaderParam(Preconditions.IF_MATCH) String ifMatch,
            @Context RoutingContext context) {
        return end(name, ifMatch, CanaryEnd.ROLLBACK, RequestInfo.of(context).author());
    }

    private Uni<Response> end(String name, String ifMatch, CanaryEnd end, Author author) {
        String agentType = AgentType.check("agent_type", name);
        return edits.endCanary(agentType, end, Preconditions.ifMatch(ifMatch), author)
                .map(done -> AgentChanges.answer(200, answers.of(done)));
    }

    private @Nullable Long target(byte[] content) {
        return content == null || content.length == 0
                ? null
                : bodies.read(content, Target.class, AgentBody.UNKNOWN).revision();
    }
}

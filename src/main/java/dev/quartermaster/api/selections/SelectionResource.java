package dev.quartermaster.api.selections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.BodyReader;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.inference.planning.NoCandidateError;
import dev.quartermaster.inference.recording.DecisionDocument;
import dev.quartermaster.inference.recording.DecisionRepository;
import dev.quartermaster.inference.selection.SelectionService;
import dev.quartermaster.inference.selection.SelectionTask;
import dev.quartermaster.routing.Decision;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Selects a model for a task without calling it. */
@Path("/api/v1/selections")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Decisions")
public class SelectionResource {

    private final SelectionService selectionService;
    private final DecisionRepository decisions;
    private final BodyReader bodies;
    private final ConstraintFields constraints;

    SelectionResource(
            SelectionService selectionService,
            DecisionRepository decisions,
            BodyReader bodies,
            ConstraintFields constraints) {
        this.selectionService = selectionService;
        this.decisions = decisions;
        this.bodies = bodies;
        this.constraints = constraints;
    }

    @RegisterForReflection
    record SelectionBody(
            @NotNull(message = BodyReader.MISSING) @Valid TaskBody task,
            @Nullable ObjectNode constraints) {}

    @RolesAllowed(Roles.AGENT)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Choose a model for a task, without calling it",
            description =
                    "{task: {id, agent_type, priority, prompt or input_tokens, max_tokens, features}, constraints:"
                            + " {required_capabilities, max_cost_per_request, max_latency_ms, excluded_providers, residency}}. The"
                            + " decision can be read again at /api/v1/decisions/{id}. Where no model may answer: 503 with the"
                            + " reasons, 400 when none ever could.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    public Uni<DecisionDocument> select(byte[] content, @Context RoutingContext context) {
        SelectionBody body = bodies.read(content, SelectionBody.class, TaskBody.UNKNOWN);
        SelectionTask task = body.task().task("task", null, constraints.read(body.constraints(), "constraints"));
        RequestInfo request = RequestInfo.of(context);
        Decision decision = selectionService.decide(task, request.caller());
        return decisions
                .keep(
                        decision,
                        request.id(),
                        task.agentType(),
                        task.taskId(),
                        request.caller().id())
                .invoke(recorded -> NoCandidateError.requireRoute(decision));
    }
}

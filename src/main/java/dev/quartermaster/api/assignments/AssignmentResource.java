package dev.quartermaster.api.assignments;

import dev.quartermaster.api.Page;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.domain.AgentType;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.inference.recording.DecisionRecorder;
import dev.quartermaster.inference.recording.DecisionRepository;
import dev.quartermaster.inference.selection.Assignment;
import dev.quartermaster.inference.selection.AssignmentRequest;
import dev.quartermaster.inference.selection.AssignmentService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Models for tasks, on top of what another optimizer decided. A model that cannot be chosen is never an error here. */
@Path("/api/v1/assignments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Assignments")
public class AssignmentResource {

    /** Of one batch. */
    private static final int AT_ONCE = 16;

    private final AssignmentService assignmentService;
    private final AssignmentBody body;
    private final DecisionRecorder book;
    private final DecisionRepository decisionRepository;

    AssignmentResource(
            AssignmentService assignmentService,
            AssignmentBody body,
            DecisionRecorder book,
            DecisionRepository decisionRepository) {
        this.assignmentService = assignmentService;
        this.body = body;
        this.book = book;
        this.decisionRepository = decisionRepository;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Assign a model to a task",
            description =
                    "{agent_type, task: {id, priority, prompt or input_tokens, max_tokens, features},"
                            + " base_assignment: {role_type, model_tier, recommended_model, fallback_model, …}, constraints:"
                            + " {required_capabilities, max_cost_per_request, max_latency_ms, excluded_providers, residency}}. The"
                            + " base comes back whole. Where no model can be chosen its fallback_model is, with degraded: true.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    public Uni<AssignmentAnswer> assign(byte[] content, @Context RoutingContext context) {
        return told(
                assignmentService.assign(body.one(content)),
                RequestInfo.of(context).id());
    }

    @POST
    @Path("/batch")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Assign models to many tasks",
            description =
                    "{assignments: […]}; one result for each, in their order: an assignment, or an error of its own.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    public Uni<Page<BatchItem>> batch(byte[] content, @Context RoutingContext context) {
        String requestId = RequestInfo.of(context).id();
        Function<AssignmentRequest, Assignment> assign = assignmentService.atOnce();
        List<Uni<BatchItem>> each = body.batch(content).stream()
                .map(item -> result(item, assign, requestId))
                .toList();
        Uni<List<BatchItem>> all = each.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join().all(each).usingConcurrencyOf(AT_ONCE).andFailFast();
        return all.map(Page::whole);
    }

    private Uni<BatchItem> result(
            AssignmentBody.Item item, Function<AssignmentRequest, Assignment> assign, @Nullable String requestId) {
        return Uni.createFrom()
                .item(() -> assign.apply(body.read(item)))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(assignment -> told(assignment, requestId))
                .map(answer -> new BatchItem(answer, null))
                .onFailure(QuartermasterException.class)
                .recoverWithItem(refused -> BatchItem.of(refused));
    }

    @GET
    @Path("/{agent_type}/{task_id}")
    @Operation(
            summary = "What was assigned to a task",
            description = "404 where nothing was, or where something it depends on has changed since: then ask again.")
    public Uni<AssignmentAnswer> one(
            @PathParam("agent_type") String agentType,
            @PathParam("task_id") String taskId,
            @Context RoutingContext context) {
        String agent = AgentType.check("agent_type", agentType);
        Assignment assignment = assignmentService
                .find(agent, taskId)
                .orElseThrow(() -> new QuartermasterException(
                        ErrorCode.NOT_FOUND,
                        "Nothing is assigned to task " + taskId + " of agent " + agent + " as things stand.",
                        "task_id",
                        null));
        return told(assignment, RequestInfo.of(context).id());
    }

    @Schema(name = "AssignmentsCleared")
    record Cleared(int cleared) {}

    @DELETE
    @Operation(summary = "Forget assignments, all or those of one agent type")
    public Cleared clear(@RestQuery("agent_type") String agentType) {
        String agent = agentType == null ? null : AgentType.check("agent_type", agentType);
        return new Cleared(assignmentService.clear(agent));
    }

    /** A decision is kept once, by whoever made it; who gets it from memory reads it. */
    private Uni<AssignmentAnswer> told(Assignment assignment, @Nullable String requestId) {
        if (assignment.decision() == null) {
            return Uni.createFrom().item(AssignmentAnswer.of(assignment, null));
        }
        var task = assignment.request().task();
        return decisionRepository
                .recent(assignment.decision().id())
                .map(known -> Uni.createFrom().item(known))
                .orElseGet(() -> book.keep(assignment.decision(), requestId, task.agentType(), task.taskId()))
                .map(decision -> AssignmentAnswer.of(assignment, decision));
    }
}

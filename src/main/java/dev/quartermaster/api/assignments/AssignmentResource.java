package dev.quartermaster.api.assignments;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.api.Page;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.AgentType;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.inference.recording.DecisionRepository;
import dev.quartermaster.inference.selection.Assignment;
import dev.quartermaster.inference.selection.AssignmentRequest;
import dev.quartermaster.inference.selection.AssignmentService;
import dev.quartermaster.routing.Decision;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
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

/** Assigns models to tasks, on top of the choices of another optimizer. A model that cannot be chosen is no error here. */
@Path("/api/v1/assignments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Assignments")
public class AssignmentResource {

    /** The most assignments of one batch that are answered at the same time. */
    private static final int AT_ONCE = 16;

    private final AssignmentService assignmentService;
    private final AssignmentReader requests;
    private final DecisionRepository decisionRepository;

    AssignmentResource(
            AssignmentService assignmentService, AssignmentReader requests, DecisionRepository decisionRepository) {
        this.assignmentService = assignmentService;
        this.requests = requests;
        this.decisionRepository = decisionRepository;
    }

    @RolesAllowed(Roles.AGENT)
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
        RequestInfo info = RequestInfo.of(context);
        return answer(assignmentService.assign(requests.one(content), info.caller()), info);
    }

    @RolesAllowed(Roles.AGENT)
    @POST
    @Path("/batch")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Assign models to many tasks",
            description =
                    "{assignments: […]}; one result for each, in their order: an assignment, or an error of its own.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    public Uni<Page<BatchItem>> batch(byte[] content, @Context RoutingContext context) {
        RequestInfo info = RequestInfo.of(context);
        Function<AssignmentRequest, Assignment> assign = assignmentService.atOnce(info.caller());
        List<Uni<BatchItem>> each = requests.batch(content).stream()
                .map(item -> result(item, assign, info))
                .toList();
        Uni<List<BatchItem>> all = each.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join().all(each).usingConcurrencyOf(AT_ONCE).andFailFast();
        return all.map(Page::whole);
    }

    private Uni<BatchItem> result(
            AssignmentReader.Item item, Function<AssignmentRequest, Assignment> assign, RequestInfo info) {
        return Uni.createFrom()
                .item(() -> assign.apply(requests.read(item)))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(assignment -> answer(assignment, info))
                .map(answer -> new BatchItem(answer, null))
                .onFailure(QuartermasterException.class)
                .recoverWithItem(refused -> BatchItem.of(refused));
    }

    @RolesAllowed(Roles.AGENT)
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
                .find(agent, taskId, RequestInfo.of(context).caller())
                .orElseThrow(() -> new QuartermasterException(
                        ErrorCode.NOT_FOUND,
                        "Nothing is assigned to task " + taskId + " of agent " + agent + " as things stand.",
                        "task_id",
                        null));
        return answer(assignment, RequestInfo.of(context));
    }

    @Schema(name = "AssignmentsCleared")
    record Cleared(int cleared) {}

    @RolesAllowed(Roles.AGENT)
    @DELETE
    @Operation(summary = "Forget assignments, all or those of one agent type")
    public Cleared clear(@RestQuery("agent_type") String agentType, @Context RoutingContext context) {
        String agent = agentType == null ? null : AgentType.check("agent_type", agentType);
        if (!RequestInfo.of(context).caller().grant().mayBe(agent)) {
            throw new QuartermasterException(
                    ErrorCode.FORBIDDEN,
                    "This key may act as some agent types only: name one of them in 'agent_type'.",
                    "agent_type",
                    null);
        }
        return new Cleared(assignmentService.clear(agent));
    }

    /** Answers with the decision, which is recorded when it is made and read when the assignment comes from memory. */
    private Uni<AssignmentAnswer> answer(Assignment assignment, RequestInfo info) {
        Decision decision = assignment.decision();
        if (decision == null) {
            return Uni.createFrom().item(AssignmentAnswer.of(assignment, null));
        }
        var task = assignment.request().task();
        return decisionRepository
                .recent(decision.id())
                .map(known -> Uni.createFrom().item(known))
                .orElseGet(() -> decisionRepository.keep(
                        decision,
                        info.id(),
                        task.agentType(),
                        task.taskId(),
                        info.caller().id()))
                .map(document -> AssignmentAnswer.of(assignment, document));
    }

    /** The result of one request of a batch: an assignment or an error. */
    @Schema(name = "AssignmentBatchItem")
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BatchItem(
            @Nullable AssignmentAnswer assignment, @Nullable Mistake error) {

        static BatchItem of(QuartermasterException refused) {
            return new BatchItem(
                    null, new Mistake(refused.code().wire(), refused.param().orElse(null), refused.getMessage()));
        }

        /** @param param the field that is wrong, as {@code assignments[3].task.priority} */
        @Schema(name = "AssignmentMistake")
        record Mistake(
                String code,
                @Schema(nullable = true) @Nullable String param,
                @Nullable String detail) {}
    }
}

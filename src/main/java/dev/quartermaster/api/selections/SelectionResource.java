package dev.quartermaster.api.selections;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.inference.planning.NoCandidateError;
import dev.quartermaster.inference.recording.DecisionDocument;
import dev.quartermaster.inference.recording.DecisionRepository;
import dev.quartermaster.inference.selection.SelectionService;
import dev.quartermaster.inference.selection.SelectionTask;
import dev.quartermaster.routing.Decision;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
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

/** Which model a request would go to, and why, without sending it. */
@Path("/api/v1/selections")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Decisions")
public class SelectionResource {

    private final SelectionService selectionService;
    private final DecisionRepository decisionRepository;
    private final TaskFields tasks;
    private final ObjectMapper json;

    SelectionResource(
            SelectionService selectionService,
            DecisionRepository decisionRepository,
            TaskFields tasks,
            ObjectMapper json) {
        this.selectionService = selectionService;
        this.decisionRepository = decisionRepository;
        this.tasks = tasks;
        this.json = json.copy().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

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
        JsonFields body = JsonFields.of(JsonBody.parse(json, content), "");
        SelectionTask task = tasks.read(body.requiredObject("task"), body.object("constraints"), null);
        body.refuseUnknown(TaskFields.UNKNOWN);
        Decision decision = selectionService.decide(task);
        return decisionRepository
                .keep(decision, RequestInfo.of(context).id(), task.agentType(), task.taskId())
                .invoke(kept -> NoCandidateError.requireRoute(decision));
    }
}

package dev.quartermaster.api.quality;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.api.BodyReader;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.history.EvaluationRecord;
import dev.quartermaster.performance.PerformanceMonitor;
import dev.quartermaster.quality.FeedbackService;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Takes callers' feedback on answers. */
@Path("/api/v1/feedback")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Quality")
class FeedbackResource {

    private final FeedbackService feedback;
    private final PerformanceMonitor performance;
    private final BodyReader bodies;

    FeedbackResource(FeedbackService feedback, PerformanceMonitor performance, BodyReader bodies) {
        this.feedback = feedback;
        this.performance = performance;
        this.bodies = bodies;
    }

    @RolesAllowed(Roles.AGENT)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Say how good an answer was",
            description =
                    "{request_id, score, comment}: request_id is the x-request-id of the answer, score from 0 to 1."
                            + " It counts once for each request and key, with a weight, beside the score of the rules.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    @APIResponse(
            responseCode = "201",
            description = "It is kept",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = FeedbackAnswer.class)))
    public Uni<FeedbackAnswer> give(byte[] content, @Context RoutingContext context) {
        RequestInfo request = RequestInfo.of(context);
        FeedbackBody body = bodies.read(content, FeedbackBody.class, "is not a field of feedback");
        return feedback.give(body.requestId(), body.score(), body.comment(), request.caller())
                .invoke(this::count)
                .map(kept -> FeedbackAnswer.of(body.requestId(), kept));
    }

    private void count(EvaluationRecord kept) {
        performance.scored(kept.model(), kept.agentType(), kept.time(), kept.score(), kept.weight());
    }

    /** Feedback as it was taken. */
    @Schema(name = "Feedback")
    @JsonNaming(SnakeCaseStrategy.class)
    record FeedbackAnswer(String requestId, String model, double score, double weight) {

        static FeedbackAnswer of(String requestId, EvaluationRecord kept) {
            return new FeedbackAnswer(requestId, kept.model().toString(), kept.score(), kept.weight());
        }
    }
}

package dev.quartermaster.api.performance;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.quartermaster.api.BodyReader;
import dev.quartermaster.api.KnownNames;
import dev.quartermaster.api.Page;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.api.json.PlainDecimal;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.AgentType;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.performance.AgentReportService;
import dev.quartermaster.performance.PerformanceMonitor;
import dev.quartermaster.performance.PerformanceQueries;
import dev.quartermaster.performance.PerformanceQuery;
import dev.quartermaster.registry.ModelRegistry;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Serves the performance of models and takes reports about it. */
@Path("/api/v1/performance")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Performance")
class PerformanceResource {

    private final PerformanceQueries queries;
    private final PerformanceMonitor monitor;
    private final AgentReportService agentReportService;
    private final BodyReader bodies;
    private final ModelRegistry registry;

    PerformanceResource(
            PerformanceQueries queries,
            PerformanceMonitor monitor,
            AgentReportService agentReportService,
            BodyReader bodies,
            ModelRegistry registry) {
        this.queries = queries;
        this.monitor = monitor;
        this.agentReportService = agentReportService;
        this.bodies = bodies;
        this.registry = registry;
    }

    @RolesAllowed(Roles.AGENT)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Report how a call went that an agent made by itself",
            description =
                    "{agent_type, task_id, model, success, latency_ms, quality_score, cost, input_tokens,"
                            + " output_tokens}; model and success must be there, and of a success latency_ms. cost is in USD; where"
                            + " it is not given, the tokens are priced by the registry. It counts like a call that was made here.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    @APIResponse(
            responseCode = "201",
            description = "It is kept",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ReportAnswer.class)))
    public Uni<ReportAnswer> report(byte[] content, @Context RoutingContext context) {
        RequestInfo request = RequestInfo.of(context);
        ReportBody body = bodies.read(content, ReportBody.class, "is not a field of a report");
        return agentReportService
                .record(body.report(registry.snapshot()), request.caller(), request.id())
                .map(ReportAnswer::of);
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Path("/agents")
    @Operation(
            summary = "Requests, success and cost of each agent type in a window of time",
            description = "window_hours counts back from now, 24 if not given.")
    public Uni<AgentsReply> byAgent(@RestQuery("window_hours") String windowHours) {
        int hours = PerformanceQuery.parse(windowHours, null, null, null).windowHours();
        return queries.byAgent(hours).map(AgentsReply::of);
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Path("/windows")
    @NonBlocking
    @Operation(
            summary = "What is remembered of models over the last hour, day and week",
            description =
                    "What the selector goes by: its own calls, those of other instances, and what agents reported."
                            + " Of all models that were called, or of one; for everybody, or for one agent type.")
    public Page<WindowsAnswer> windows(@RestQuery String model, @RestQuery("agent_type") String agentType) {
        String agent = agentType == null ? null : AgentType.check("agent_type", agentType);
        Collection<ModelKey> models = model == null
                ? new TreeSet<>(monitor.models())
                : List.of(KnownNames.model(registry.snapshot(), "model", model));
        return Page.whole(models.stream()
                .map(key -> WindowsAnswer.of(key, agent, monitor.windows(key, agent)))
                .toList());
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Operation(
            summary = "Success, latency, quality and cost in a window of time",
            description =
                    "window_hours counts back from now, 24 if not given. model is an id or provider/id. Latencies are"
                            + " over all requests, failed ones included.")
    public Uni<PerformanceReply> performance(
            @RestQuery("window_hours") String windowHours,
            @RestQuery String model,
            @RestQuery String provider,
            @RestQuery("agent_type") String agentType) {
        PerformanceQuery query = PerformanceQuery.parse(windowHours, model, provider, agentType);
        return queries.answer(query).map(PerformanceReply::of);
    }

    /**
     * A report as it was taken.
     *
     * @param model qualified, as the registry has it
     * @param cost in USD: as it was reported, or by the registry's prices
     */
    @Schema(name = "PerformanceReport")
    @JsonNaming(SnakeCaseStrategy.class)
    record ReportAnswer(
            UUID id,
            Instant time,
            @Schema(nullable = true) @Nullable String agentType,
            String model,
            boolean success,

            @JsonSerialize(using = PlainDecimal.class) @Schema(nullable = true) @Nullable Money cost) {

        static ReportAnswer of(InvocationRecord record) {
            return new ReportAnswer(
                    record.id(),
                    record.time(),
                    record.origin().agentType(),
                    Objects.requireNonNull(record.model()).toString(),
                    record.outcome().success(),
                    record.bill().cost());
        }
    }
}

package dev.quartermaster.api.simulations;

import dev.quartermaster.api.Page;
import dev.quartermaster.api.entry.Admissions;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.storage.audit.AuditTrail;
import dev.quartermaster.whatif.Simulation;
import dev.quartermaster.whatif.Simulation.SimulationProgress;
import dev.quartermaster.whatif.SimulationService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Runs what-if simulations of past requests under another policy. */
@Path("/api/v1/simulations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Simulations")
public class SimulationResource {

    private final SimulationService simulationService;
    private final SimulationReader requests;
    private final Admissions admissions;
    private final AuditTrail audit;

    SimulationResource(
            SimulationService simulationService, SimulationReader requests, Admissions admissions, AuditTrail audit) {
        this.simulationService = simulationService;
        this.requests = requests;
        this.admissions = admissions;
        this.audit = audit;
    }

    /** Blocking: a registry with changes made to it is read whole. */
    @RolesAllowed(Roles.OPERATOR)
    @POST
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Make past decisions again under another policy",
            description =
                    "{window: {hours} or {from, to}, agent_type, policy: {weights: {capability, cost, performance,"
                            + " availability}, constraints: {required_capabilities, max_cost_per_request, max_latency_ms,"
                            + " excluded_providers, residency}, registry: [{model, patch | entry | remove}]}}; all of it may be"
                            + " left out. Runs on its own; ask for it, or watch it, by its id.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = SimulationAnswer.class)))
    public Uni<Response> ask(byte[] content, @Context RoutingContext context) {
        Simulation simulation = simulationService.ask(requests.read(content));
        return audited(context, "create", simulation).map(booked -> Response.accepted(SimulationAnswer.of(simulation))
                .location(URI.create("/api/v1/simulations/" + simulation.id()))
                .build());
    }

    private Uni<Void> audited(RoutingContext context, String action, Simulation simulation) {
        return audit.acted(
                RequestInfo.of(context).author(),
                action,
                "simulation",
                simulation.id().toString(),
                null);
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @NonBlocking
    @Operation(summary = "The simulations of this instance that run, wait or ended of late, the newest first")
    public Page<SimulationAnswer> list() {
        return Page.whole(
                simulationService.all().stream().map(SimulationAnswer::of).toList());
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Path("/{id}")
    @NonBlocking
    @Operation(summary = "How far a simulation is, and what came out")
    public SimulationAnswer one(@PathParam("id") String id) {
        return SimulationAnswer.of(find(id));
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Path("/{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "Watch a simulation: its progress now and at each step, to its end")
    @APIResponse(
            responseCode = "200",
            description = "Events",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(ref = "SimulationEvent")))
    public Multi<OutboundSseEvent> watch(
            @PathParam("id") String id, @Parameter(hidden = true) @Context Sse sse, @Context RoutingContext context) {
        Multi<OutboundSseEvent> events = find(id).watch().map(simulationProgress -> event(sse, simulationProgress));
        return admissions.whileAdmitted(context, events);
    }

    @RolesAllowed(Roles.OPERATOR)
    @DELETE
    @Path("/{id}")
    @Operation(summary = "Cancel a simulation; one that has ended stays as it is")
    public Uni<SimulationAnswer> cancel(@PathParam("id") String id, @Context RoutingContext context) {
        Simulation simulation = find(id);
        simulationService.cancel(simulation);
        return audited(context, "cancel", simulation).map(booked -> SimulationAnswer.of(simulation));
    }

    private static OutboundSseEvent event(Sse sse, SimulationProgress simulationProgress) {
        return sse.newEventBuilder()
                .name(
                        simulationProgress.state().isEnd()
                                ? simulationProgress.state().wire()
                                : "progress")
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(SimulationAnswer.Step.class, SimulationAnswer.Step.of(simulationProgress))
                .build();
    }

    private Simulation find(String id) {
        try {
            return simulationService.find(UUID.fromString(id)).orElseThrow(() -> unknown(id));
        } catch (IllegalArgumentException notAnId) {
            throw unknown(id);
        }
    }

    private static QuartermasterException unknown(String id) {
        return new QuartermasterException(
                ErrorCode.NOT_FOUND,
                "There is no simulation " + id + " here; each instance keeps its last ones until it stops.",
                "id",
                null);
    }
}

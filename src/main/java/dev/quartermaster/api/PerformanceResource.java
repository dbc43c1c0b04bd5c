package dev.quartermaster.api;

import dev.quartermaster.performance.PerformanceQueries;
import dev.quartermaster.performance.PerformanceQuery;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** How models did. */
@Path("/api/v1/performance")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Performance")
class PerformanceResource {

    private final PerformanceQueries queries;

    PerformanceResource(PerformanceQueries queries) {
        this.queries = queries;
    }

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
}

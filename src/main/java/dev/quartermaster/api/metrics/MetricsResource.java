package dev.quartermaster.api.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quartermaster.api.TimeRange;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.cost.CostQueries;
import dev.quartermaster.history.ledger.GroupKey;
import dev.quartermaster.metrics.cloudwatch.CloudWatchExporter;
import dev.quartermaster.metrics.cloudwatch.FlushReport;
import dev.quartermaster.metrics.otlp.ExportReport;
import dev.quartermaster.metrics.otlp.OtlpExporter;
import dev.quartermaster.storage.audit.AuditTrail;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Serves figures of the ledger, and sends what waits for CloudWatch and the collector. */
@Path("/api/v1/metrics")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Metrics")
class MetricsResource {

    private final CostQueries queries;
    private final CloudWatchExporter cloudWatch;
    private final OtlpExporter collector;
    private final AuditTrail audit;
    private final Clock clock;

    MetricsResource(
            CostQueries queries, CloudWatchExporter cloudWatch, OtlpExporter collector, AuditTrail audit, Clock clock) {
        this.queries = queries;
        this.cloudWatch = cloudWatch;
        this.collector = collector;
        this.audit = audit;
        this.clock = clock;
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Operation(
            summary = "Requests, tokens, cost, latency and quality with what follows from them",
            description =
                    "group_by: model, provider, agent_type, api_key, environment, hour, day, week, month, separated by"
                            + " commas; times are UTC. from and to are RFC 3339; the last day if not given. model is an"
                            + " id or provider/id. summary is the usage of each agent type and model in the same range.")
    public Uni<MetricsExport> export(@BeanParam MetricsParameters parameters) {
        TimeRange.Closed range = parameters.range(clock.instant());
        List<String> keys = parameters.keys().stream().map(GroupKey::wire).toList();
        return queries.answer(parameters.rows(range)).chain(rows -> queries.answer(parameters.summary(range))
                .map(summary -> new MetricsExport(
                        range.from(),
                        range.to(),
                        keys,
                        rows.stream().map(MetricsRow::of).toList(),
                        summary.stream().map(MetricsRow::of).toList())));
    }

    /** The outcome of a flush. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Flushed(FlushReport cloudwatch, ExportReport otlp) {}

    @RolesAllowed(Roles.OPERATOR)
    @POST
    @Path("/flush")
    @Operation(
            summary = "Send what waits for CloudWatch and the collector of OpenTelemetry now",
            description =
                    "The answer says what was sent, and why what waits was not taken. What is off is not enabled.")
    public Uni<Flushed> flush(@Context RoutingContext context) {
        return Uni.combine()
                .all()
                .unis(cloudWatch.flush(), collector.flush())
                .with(Flushed::new)
                .call(() -> audit.acted(RequestInfo.of(context).author(), "flush", "metrics", "all", null));
    }
}

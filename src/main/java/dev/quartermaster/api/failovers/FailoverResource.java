package dev.quartermaster.api.failovers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.api.BodyReader;
import dev.quartermaster.api.KnownNames;
import dev.quartermaster.api.Page;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.AgentType;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.FailoverRecord;
import dev.quartermaster.history.ledger.FailoverRepository;
import dev.quartermaster.inference.recording.FailoverService;
import dev.quartermaster.registry.ModelRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Lists the requests that went on to another model, and takes the reports of agents about theirs. */
@Path("/api/v1/failovers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Failovers")
public class FailoverResource {

    private final FailoverService failoverService;
    private final FailoverRepository ledger;
    private final BodyReader bodies;
    private final ModelRegistry registry;

    FailoverResource(
            FailoverService failoverService, FailoverRepository ledger, BodyReader bodies, ModelRegistry registry) {
        this.failoverService = failoverService;
        this.ledger = ledger;
        this.bodies = bodies;
        this.registry = registry;
    }

    /**
     * One failover.
     *
     * @param original the model that did not answer
     * @param source {@code call}: ours; {@code report}: an agent's own
     */
    @Schema(name = "Failover")
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Failover(
            UUID id,
            Instant time,
            String source,
            String original,
            String alternative,
            @Nullable String reason,
            @Schema(nullable = true) @Nullable String agentType,
            @Schema(nullable = true) @Nullable String taskId,
            @Schema(nullable = true) @Nullable String requestId) {

        static Failover of(FailoverRecord record) {
            return new Failover(
                    record.id(),
                    record.time(),
                    record.source(),
                    record.original(),
                    record.alternative(),
                    record.reason(),
                    record.agentType(),
                    record.taskId(),
                    record.requestId());
        }
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Operation(
            summary = "Requests that went on to another model, the newest first",
            description = "Filters: model (that was left), agent_type, from and to (RFC 3339).")
    public Uni<Page<Failover>> list(@BeanParam FailoverQuery query) {
        int limit = Page.limit(query.limit());
        return ledger.list(query.filter(registry.snapshot()), limit + 1)
                .map(rows -> Page.of(rows, limit, Failover::of, FailoverQuery::cursor));
    }

    @RolesAllowed(Roles.AGENT)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Report that an agent went on to another model by itself",
            description = "{agent_type, task_id, original_model, alternative_model, reason}; the models and the reason"
                    + " must be there. It counts like one that happened here.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    @APIResponse(
            responseCode = "201",
            description = "It is kept",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Failover.class)))
    public Uni<Failover> report(byte[] content) {
        FailoverBody body = bodies.read(content, FailoverBody.class, "is not a field of a report");
        if (body.agentType() != null) {
            AgentType.check("agent_type", body.agentType());
        }
        ModelKey original = KnownNames.model(registry.snapshot(), "original_model", body.originalModel());
        ModelKey alternative = KnownNames.model(registry.snapshot(), "alternative_model", body.alternativeModel());
        if (original.equals(alternative)) {
            throw QuartermasterException.invalid("alternative_model", "'alternative_model' is the model that was left");
        }
        return failoverService
                .report(body.agentType(), body.taskId(), original, alternative, body.reason())
                .map(Failover::of);
    }
}

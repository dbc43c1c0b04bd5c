package dev.quartermaster.api.costs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.quartermaster.api.BodyReader;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.api.json.PlainDecimal;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.cost.ReratingReport;
import dev.quartermaster.cost.ReratingReport.Totals;
import dev.quartermaster.cost.ReratingService;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.RatingRepository.RatingWindow;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.storage.audit.AuditTrail;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Prices past requests again. */
@Path("/api/v1/costs/rerating")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Costs")
class ReratingResource {

    private final ReratingService service;
    private final ModelRegistry registry;
    private final BodyReader bodies;
    private final AuditTrail audit;
    private final Clock clock;

    ReratingResource(
            ReratingService service, ModelRegistry registry, BodyReader bodies, AuditTrail audit, Clock clock) {
        this.service = service;
        this.audit = audit;
        this.registry = registry;
        this.bodies = bodies;
        this.clock = clock;
    }

    @RolesAllowed(Roles.ADMIN)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Price past requests again, with the registry's prices of now",
            description =
                    "{from, to, provider, model, dry_run}; from and to must be there, RFC 3339, and not in the future. Says"
                            + " what would change; with dry_run false, changes it and keeps what was before.")
    @RequestBody(content = @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)))
    @APIResponse(
            responseCode = "200",
            description = "What changes",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ReratingAnswer.class)))
    public Uni<ReratingAnswer> rerate(byte[] content, @Context RoutingContext context) {
        Author author = RequestInfo.of(context).author();
        ReratingBody body = bodies.read(content, ReratingBody.class, ReratingBody.UNKNOWN);
        RatingWindow window = body.window(registry.snapshot(), clock.instant());
        Uni<ReratingReport> report = body.applies() ? service.apply(window, author) : service.preview(window);
        return report.call(done -> looked(done, body.applies() ? "apply" : "preview", author))
                .map(done -> ReratingAnswer.of(window, !body.applies(), done));
    }

    /** What is corrected is booked together with it; a run that corrects nothing is booked too. */
    private Uni<Void> looked(ReratingReport report, String action, Author author) {
        return report.id() == null
                ? audit.acted(author, action, "rerating", "none", null)
                : Uni.createFrom().voidItem();
    }

    /**
     * Answer of a re-rating. Sums are over the requests whose cost is known.
     *
     * @param id of the corrections; null where nothing was written
     */
    @Schema(name = "Rerating")
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ReratingAnswer(
            @Schema(nullable = true) @Nullable UUID id,
            boolean dryRun,
            Instant from,
            Instant to,
            @Schema(nullable = true) @Nullable String provider,
            @Schema(nullable = true) @Nullable String model,
            String registryVersion,
            long requests,
            long changedRequests,
            long unpricedBefore,
            long unpricedAfter,
            @JsonSerialize(using = PlainDecimal.class) Money beforeUsd,
            @JsonSerialize(using = PlainDecimal.class) Money afterUsd,
            List<OfModel> byModel) {

        static ReratingAnswer of(RatingWindow window, boolean dryRun, ReratingReport report) {
            Totals total = report.total();
            return new ReratingAnswer(
                    report.id(),
                    dryRun,
                    window.from(),
                    window.to(),
                    window.provider() == null ? null : window.provider().value(),
                    window.model(),
                    report.registryVersion(),
                    total.requests(),
                    total.changed(),
                    total.unpricedBefore(),
                    total.unpricedAfter(),
                    total.before(),
                    total.after(),
                    report.byModel().stream().map(OfModel::of).toList());
        }
    }

    /** @param registered whether the registry has the model; requests of one that it has not keep their cost */
    @Schema(name = "ReratingOfModel")
    @JsonNaming(SnakeCaseStrategy.class)
    record OfModel(
            String provider,
            String model,
            boolean registered,
            long requests,
            long changedRequests,
            long unpricedBefore,
            long unpricedAfter,
            @JsonSerialize(using = PlainDecimal.class) Money beforeUsd,
            @JsonSerialize(using = PlainDecimal.class) Money afterUsd) {

        static OfModel of(ReratingReport.OfModel model) {
            Totals totals = model.totals();
            return new OfModel(
                    model.model().provider().value(),
                    model.model().id(),
                    model.registered(),
                    totals.requests(),
                    totals.changed(),
                    totals.unpricedBefore(),
                    totals.unpricedAfter(),
                    totals.before(),
                    totals.after());
        }
    }
}

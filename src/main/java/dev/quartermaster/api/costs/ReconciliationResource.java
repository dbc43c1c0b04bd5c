package dev.quartermaster.api.costs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.api.json.PlainDecimal;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.cost.reconciliation.ReconciliationReport;
import dev.quartermaster.cost.reconciliation.ReconciliationReport.Side;
import dev.quartermaster.cost.reconciliation.ReconciliationService;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Timestamps;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.storage.audit.AuditTrail;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Compares the ledger with a provider's own account. */
@Path("/api/v1/costs/reconciliation")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Costs")
class ReconciliationResource {

    private static final long MOST_DAYS = 366;

    private final ReconciliationService service;
    private final ModelRegistry registry;

    private final AuditTrail audit;

    ReconciliationResource(ReconciliationService service, ModelRegistry registry, AuditTrail audit) {
        this.service = service;
        this.registry = registry;
        this.audit = audit;
    }

    /** Blocking: an export is read whole. */
    @RolesAllowed(Roles.OPERATOR)
    @POST
    @Blocking
    @Consumes({MediaType.APPLICATION_JSON, "text/csv", MediaType.TEXT_PLAIN, MediaType.APPLICATION_OCTET_STREAM})
    @Operation(
            summary = "Compare the ledger with a provider's export",
            description =
                    "provider, from and to (RFC 3339, whole days in UTC) must be there. The body is OpenAI's usage or costs,"
                            + " Anthropic's usage or cost report (JSON, one page or an array of pages), or AWS's cost and usage"
                            + " report (CSV).")
    @RequestBody(
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = Map.class)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
            })
    public Uni<ReconciliationAnswer> compare(
            @RestQuery String provider,
            @RestQuery String from,
            @RestQuery String to,
            byte[] export,
            @Context RoutingContext context) {
        ProviderId account = KnownProviders.of(registry.snapshot(), required("provider", provider));
        LocalDate first = day("from", from);
        LocalDate after = day("to", to);
        if (!first.isBefore(after) || ChronoUnit.DAYS.between(first, after) > MOST_DAYS) {
            throw QuartermasterException.invalid(
                    "from", "'from' must be before 'to', by " + MOST_DAYS + " days at most");
        }
        return service.compare(account, first, after, export)
                .call(() -> audit.acted(
                        RequestInfo.of(context).author(), "compare", "reconciliation", account.value(), null))
                .map(report -> ReconciliationAnswer.of(account, first, after, report));
    }

    private static String required(String parameter, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw QuartermasterException.invalid(parameter, "'" + parameter + "' is missing");
        }
        return value.strip();
    }

    private static LocalDate day(String parameter, @Nullable String value) {
        Instant time = Timestamps.of(parameter, required(parameter, value).replace(' ', '+'));
        if (!time.truncatedTo(ChronoUnit.DAYS).equals(time)) {
            throw QuartermasterException.invalid(
                    parameter, "'" + parameter + "' must be the beginning of a day in UTC, as providers count days");
        }
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    /**
     * Answer of a comparison.
     *
     * @param compared pairs of a day and a model that stand on either side
     * @param ignoredLines of the export, which are of days outside
     */
    @Schema(name = "Reconciliation")
    @JsonNaming(SnakeCaseStrategy.class)
    record ReconciliationAnswer(
            String provider,
            LocalDate from,
            LocalDate to,
            long compared,
            long ignoredLines,
            Sums ours,
            Sums theirs,
            List<Difference> differences) {

        static ReconciliationAnswer of(ProviderId provider, LocalDate from, LocalDate to, ReconciliationReport report) {
            return new ReconciliationAnswer(
                    provider.value(),
                    from,
                    to,
                    report.compared(),
                    report.ignored(),
                    Sums.of(report.ours()),
                    Sums.of(report.theirs()),
                    report.differences().stream().map(Difference::of).toList());
        }
    }

    /** Sums of one side; null where the export does not tell. */
    @Schema(name = "ReconciliationSums")
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Sums(
            @Schema(nullable = true) @Nullable BigDecimal inputTokens,
            @Schema(nullable = true) @Nullable BigDecimal outputTokens,

            @JsonSerialize(using = PlainDecimal.class) @Schema(nullable = true) @Nullable Money costUsd) {

        static Sums of(Side side) {
            return new Sums(plain(side.inputTokens()), plain(side.outputTokens()), side.cost());
        }
    }

    /**
     * Difference of one day and model: theirs less ours.
     *
     * @param model null where the export does not tell models apart
     * @param calls of ours
     */
    @Schema(name = "ReconciliationDifference")
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Difference(
            LocalDate day,
            @Schema(nullable = true) @Nullable String model,
            long calls,
            Sums ours,
            Sums theirs,
            @Schema(nullable = true) @Nullable BigDecimal tokensDifference,

            @JsonSerialize(using = PlainDecimal.class) @Schema(nullable = true) @Nullable Money costDifferenceUsd,

            List<Explanation> explanations) {

        static Difference of(ReconciliationReport.Difference difference) {
            return new Difference(
                    difference.day(),
                    difference.model(),
                    difference.calls(),
                    Sums.of(difference.ours()),
                    Sums.of(difference.theirs()),
                    plain(difference.tokens()),
                    difference.cost() == null ? null : new Money(difference.cost()),
                    difference.explanations().stream()
                            .map(reason -> new Explanation(reason.reason(), reason.detail()))
                            .toList());
        }
    }

    /** Reason of a difference. */
    @Schema(name = "ReconciliationExplanation")
    record Explanation(String reason, String detail) {}

    private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
        if (number == null) {
            return null;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}

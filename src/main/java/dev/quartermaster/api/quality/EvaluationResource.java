package dev.quartermaster.api.quality;

import dev.quartermaster.api.Page;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.EvaluationRecord;
import dev.quartermaster.history.EvaluationRecord.Source;
import dev.quartermaster.history.ledger.EvaluationRepository;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /api/v1/decisions/{id}/evaluations}: the scores of an answer, and where a judge disagrees with the rules. */
@Path("/api/v1/decisions/{id}/evaluations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Quality")
class EvaluationResource {

    private final EvaluationRepository evaluations;

    EvaluationResource(EvaluationRepository evaluations) {
        this.evaluations = evaluations;
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Operation(
            summary = "The scores of the answer that followed a decision",
            description =
                    "By the rules, by the judge and by callers; none while they are on their way to the database.")
    public Uni<Page<EvaluationAnswer>> of(@PathParam("id") String id) {
        return evaluations.ofDecision(parse(id)).map(EvaluationResource::page);
    }

    private static Page<EvaluationAnswer> page(List<EvaluationRecord> found) {
        Double rules = found.stream()
                .filter(evaluation -> evaluation.source() == Source.RULES)
                .map(EvaluationRecord::score)
                .findFirst()
                .orElse(null);
        return Page.whole(found.stream()
                .map(evaluation -> EvaluationAnswer.of(evaluation, rules))
                .toList());
    }

    private static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException notOne) {
            throw new QuartermasterException(ErrorCode.NOT_FOUND, "There is no decision " + id + ".", "id", null);
        }
    }
}

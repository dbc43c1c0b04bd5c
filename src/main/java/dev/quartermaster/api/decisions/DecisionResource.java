package dev.quartermaster.api.decisions;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.inference.recording.DecisionDocument;
import dev.quartermaster.inference.recording.DecisionRepository;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /api/v1/decisions/{id}}: explains the routing of a past request. */
@Path("/api/v1/decisions")
@Tag(name = "Decisions")
public class DecisionResource {

    private final DecisionRepository decisionRepository;

    DecisionResource(DecisionRepository decisionRepository) {
        this.decisionRepository = decisionRepository;
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Why a past request went where it went")
    public Uni<DecisionDocument> one(@PathParam("id") String id) {
        return decisionRepository.find(parse(id)).onItem().ifNull().failWith(() -> unknown(id));
    }

    private static QuartermasterException unknown(String id) {
        return new QuartermasterException(ErrorCode.NOT_FOUND, "There is no decision " + id + ".", "id", null);
    }

    private static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException notOne) {
            throw unknown(id);
        }
    }
}

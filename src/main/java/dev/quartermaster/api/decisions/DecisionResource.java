package dev.quartermaster.api.decisions;

import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.inference.recording.DecisionDocument;
import dev.quartermaster.inference.recording.DecisionRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
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

    @RolesAllowed(Roles.AGENT)
    @GET
    @Path("{id}")
    @Operation(summary = "Why a past request went where it went")
    public Uni<DecisionDocument> one(@PathParam("id") String id, @Context RoutingContext context) {
        Caller caller = RequestInfo.of(context).caller();
        return decisionRepository
                .find(parse(id))
                .map(found -> found != null && maySee(caller, found) ? found : null)
                .onItem()
                .ifNull()
                .failWith(() -> unknown(id));
    }

    /** An agent sees its own; another's is not even there. */
    private static boolean maySee(Caller caller, DecisionDocument decision) {
        return caller.role() != Caller.Role.AGENT || caller.id().equals(decision.caller());
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

package dev.quartermaster.api.entry;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Endpoints that exist in tests only, one in the room of each dialect, so that the entry can be tested by itself. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class EdgeProbe {

    public record Echo(String text, List<Item> items) {}

    public record Item(int count) {}

    public record Seen(String requestId, String caller, long ageNanos, int length) {}

    @POST
    @Operation(hidden = true)
    @Path("{room:v1|api/v1}/edge-echo")
    public Uni<Seen> echo(@Context RoutingContext context, Echo body) {
        RequestInfo info = RequestInfo.of(context);
        long age = System.nanoTime() - info.arrivedNanos();
        return Uni.createFrom()
                .item(new Seen(info.id(), info.caller().id(), age, body.text().length()));
    }

    @GET
    @Operation(hidden = true)
    @Path("{room:v1|api/v1}/edge-error/{code}")
    public Uni<Seen> error(ErrorCode code) {
        throw new QuartermasterException(code, "told so", "messages[0]", Duration.ofMillis(1_200));
    }

    @GET
    @Operation(hidden = true)
    @Path("{room:v1|api/v1}/edge-defect")
    public Uni<Seen> defect() {
        return Uni.createFrom().failure(new IllegalStateException("a secret of the house"));
    }
}

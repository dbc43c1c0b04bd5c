package dev.quartermaster.api.entry;

import dev.quartermaster.api.entry.EdgeProbe.Echo;
import dev.quartermaster.api.entry.EdgeProbe.Seen;
import dev.quartermaster.domain.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The same endpoints in the room of Messages, each a class: the longest class path wins, and that room has its own. */
final class MessagesProbe {

    private static final EdgeProbe PROBE = new EdgeProbe();

    private MessagesProbe() {}

    @Path("/v1/messages/edge-echo")
    @Produces(MediaType.APPLICATION_JSON)
    @Consumes(MediaType.APPLICATION_JSON)
    public static class EchoProbe {
        @POST
        @Operation(hidden = true)
        public Uni<Seen> echo(@Context RoutingContext context, Echo body) {
            return PROBE.echo(context, body);
        }
    }

    @Path("/v1/messages/edge-error")
    @Produces(MediaType.APPLICATION_JSON)
    public static class ErrorProbe {
        @GET
        @Operation(hidden = true)
        @Path("{code}")
        public Uni<Seen> error(ErrorCode code) {
            return PROBE.error(code);
        }
    }

    @Path("/v1/messages/edge-defect")
    @Produces(MediaType.APPLICATION_JSON)
    public static class DefectProbe {
        @GET
        @Operation(hidden = true)
        public Uni<Seen> defect() {
            return PROBE.defect();
        }
    }
}

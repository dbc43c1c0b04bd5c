package dev.quartermaster.passthrough;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Sends every chat on as it came, and its answer back: the least that any gateway on this stack has to do. */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
public class PassThrough {

    private final Upstream upstream;

    PassThrough(@RestClient Upstream upstream) {
        this.upstream = upstream;
    }

    @POST
    @Path("v1/chat/completions")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<byte[]> complete(@HeaderParam(HttpHeaders.AUTHORIZATION) String key, byte[] body) {
        return upstream.complete(key, body);
    }

    /** Reads and writes both bodies on the way, as trees: what a gateway does that looks at them. */
    @POST
    @Path("read/v1/chat/completions")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<JsonNode> read(@HeaderParam(HttpHeaders.AUTHORIZATION) String key, JsonNode body) {
        return upstream.completeTree(key, body);
    }
}

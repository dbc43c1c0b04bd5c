package dev.quartermaster.passthrough;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Sends every chat on as it came, and its answer back: the least that any gateway on this stack has to do. */
@Path("/v1/chat/completions")
public class PassThrough {

    private final Upstream upstream;

    PassThrough(@RestClient Upstream upstream) {
        this.upstream = upstream;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<byte[]> complete(@HeaderParam("Authorization") String key, byte[] body) {
        return upstream.complete(key, body);
    }
}

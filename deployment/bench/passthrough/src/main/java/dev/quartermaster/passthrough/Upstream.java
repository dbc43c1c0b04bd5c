package dev.quartermaster.passthrough;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The provider. */
@RegisterRestClient(configKey = "upstream")
@Path("/v1/chat/completions")
public interface Upstream {

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<byte[]> complete(@HeaderParam("Authorization") String key, byte[] body);
}

package dev.quartermaster.passthrough;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The provider. */
@RegisterRestClient(configKey = "upstream")
@Path("/v1/chat/completions")
@Consumes(MediaType.APPLICATION_JSON)
public interface Upstream {

    @POST
    Uni<byte[]> complete(@HeaderParam(HttpHeaders.AUTHORIZATION) String key, byte[] body);

    @POST
    Uni<JsonNode> completeTree(@HeaderParam(HttpHeaders.AUTHORIZATION) String key, JsonNode body);
}

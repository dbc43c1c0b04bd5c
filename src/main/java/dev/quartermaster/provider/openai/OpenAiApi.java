package dev.quartermaster.provider.openai;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The endpoints beside those of models, as they are on the wire. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
interface OpenAiApi {

    @GET
    @Path("/models")
    Uni<Response> models(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization);
}

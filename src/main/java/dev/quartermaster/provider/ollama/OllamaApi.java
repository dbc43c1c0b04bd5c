package dev.quartermaster.provider.ollama;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The endpoints beside those of answers, as they are on the wire. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
interface OllamaApi {

    @GET
    @Path("/version")
    Uni<Response> version(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization);
}

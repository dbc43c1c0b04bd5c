package dev.quartermaster.provider.google;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The endpoints beside those of answers, as they are on the wire. */
@Path("/v1beta/models")
@Produces(MediaType.APPLICATION_JSON)
interface GoogleApi {

    String KEY = "x-goog-api-key";

    @POST
    @Path("/{model}:countTokens")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<Response> countTokens(@HeaderParam(KEY) @Nullable String key, @PathParam("model") String model, byte[] body);

    @GET
    Uni<Response> models(@HeaderParam(KEY) @Nullable String key, @QueryParam("pageSize") int pageSize);
}

package dev.quartermaster.provider.anthropic;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The endpoints beside those of answers, as they are on the wire. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
interface AnthropicApi {

    String KEY = "x-api-key";
    String VERSION = "anthropic-version";
    String BETA = "anthropic-beta";

    @POST
    @Path("/messages/count_tokens")
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<Response> countTokens(
            @HeaderParam(KEY) @Nullable String key,
            @HeaderParam(VERSION) String version,
            @HeaderParam(BETA) @Nullable String beta,
            byte[] body);

    @GET
    @Path("/models")
    Uni<Response> models(@HeaderParam(KEY) @Nullable String key, @HeaderParam(VERSION) String version);
}

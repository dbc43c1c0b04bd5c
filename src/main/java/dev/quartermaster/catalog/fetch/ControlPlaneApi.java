package dev.quartermaster.catalog.fetch;

import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.quarkus.rest.client.reactive.Url;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The wire: one interface for all regions, because the whole address comes with the call. */
interface ControlPlaneApi {

    /**
     * @param address with its query, percent-encoded as it was signed
     * @param date of the signature; like the two after it null, and then not sent, with a bearer token
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    Uni<String> get(
            @Url String address,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @HeaderParam("X-Amz-Date") @Nullable String date,
            @HeaderParam("X-Amz-Security-Token") @Nullable String sessionToken,
            @HeaderParam("x-amz-content-sha256") @Nullable String contentHash);

    @ClientExceptionMapper
    static @Nullable RuntimeException classify(Response response) {
        return response.getStatus() < 400
                ? null
                : ControlPlaneErrors.of(response.getStatus(), response.getHeaderString("x-amzn-errortype"));
    }
}

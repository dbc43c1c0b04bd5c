package dev.quartermaster.console;

import dev.quartermaster.console.Assets.Asset;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Serves the files that pages load. They are open: there is nothing of this installation in them. */
@Singleton
@Path("/console/assets/{folder}/{file}")
public class AssetResource {

    private final Assets assets;

    AssetResource(Assets assets) {
        this.assets = assets;
    }

    @PermitAll
    @GET
    @NonBlocking
    @Operation(hidden = true)
    public Response file(
            @PathParam("folder") String folder, @PathParam("file") String file, @Context RoutingContext context) {
        Asset asset = assets.find(folder, file).orElseThrow(NotFoundException::new);
        boolean packed = Pages.takesGzip(context);
        Response.ResponseBuilder response = Response.ok(packed ? asset.packed() : asset.plain(), asset.type())
                .header("cache-control", "public, max-age=31536000, immutable")
                .header("vary", "accept-encoding");
        return packed ? response.header("content-encoding", "gzip").build() : response.build();
    }
}
